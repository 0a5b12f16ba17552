import { expect, it } from 'vitest'
import { de } from './messages/de.ts'
import { en } from './messages/en.ts'
import { es } from './messages/es.ts'
import { fr } from './messages/fr.ts'
import { ja } from './messages/ja.ts'

/** What is filled in, by the path of the message. */
function placeholders(messages: object, path = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return placeholders(value, `${path}${key}.`)
    const names = Array.from(String(value).matchAll(/\{\w+\}/g), ([name]) => name)
    return [`${path}${key}: ${names.sort().join(' ')}`]
  })
}

it.each([de, fr, es, ja])('$language says everything that English says, and fills in the same', (messages) => {
  expect(placeholders(messages)).toEqual(placeholders(en))
})
