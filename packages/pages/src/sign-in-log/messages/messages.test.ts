import { expect, it } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'

/** What is filled in, by the path of the message. */
function placeholders(messages: object, path = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return placeholders(value, `${path}${key}.`)
    const names = Array.from(String(value).matchAll(/\{\w+\}/g), ([name]) => name)
    return [`${path}${key}: ${names.sort().join(' ')}`]
  })
}

it.each([de, fr, es, ja])('$language says everything that English says, and fills in the same', (messages) => {
  expect(placeholders(messages).sort()).toEqual(placeholders(en).sort())
})
