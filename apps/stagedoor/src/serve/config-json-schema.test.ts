import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createConfigJsonSchema } from './config-json-schema.ts'

it('is published for editors as the configuration is read', () => {
  const file = new URL('../../stagedoor.config.schema.json', import.meta.url)

  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(createConfigJsonSchema())
})
