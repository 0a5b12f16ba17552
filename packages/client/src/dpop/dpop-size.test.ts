import { expect, it } from 'vitest'
import { gzippedSize } from '../../test/gzipped-size.ts'

const APP = "export { createClient, standard } from './index.ts'"

it.each([
  ['bound tokens', "export { dpop } from './dpop/index.ts'", 1300],
  ['IndexedDB', "export { indexedDbStorage } from './indexed-db.ts'", 650],
])('costs an app with %s so many bytes more, and others none', async (_, entry, bytes) => {
  const core = await gzippedSize(APP)
  const more = (await gzippedSize(`${APP}\n${entry}`)) - core

  expect(more).toBeGreaterThan(bytes / 2) // it is not in the core already
  expect(more).toBeLessThan(bytes)
})
