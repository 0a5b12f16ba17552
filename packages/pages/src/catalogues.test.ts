import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const LANGUAGES = ['de', 'fr', 'es', 'ja'] as const

// Mails count their words over a whole mail, beside their own code.
const rooms = globSync('**/en.ts', { cwd: import.meta.dirname, exclude: ['account/mails/**'] }).map(dirname)

async function load(room: string, language: string): Promise<object> {
  const loaded: Readonly<Record<string, object>> = await import(join(import.meta.dirname, room, `${language}.ts`))
  return loaded[language] ?? expect.fail(`${room}/${language}.ts names no ${language}`)
}

/** Every message as `path: words it fills in`. */
function placeholders(messages: object, path = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) => {
    if (`${path}${key}` === 'errors') return [] // English is the server's own words
    if (typeof value === 'object' && value !== null) return placeholders(value, `${path}${key}.`)
    const names = Array.from(String(value).matchAll(/\{\w+\}/g), ([name]) => name)
    return [`${path}${key}: ${names.sort().join(' ')}`]
  })
}

describe.each(rooms)('the words of %s', (room) => {
  it.each(LANGUAGES)('say in %s everything that English says, and fill in the same', async (language) => {
    const messages = await load(room, language)

    expect(messages).toMatchObject({ language })
    expect(placeholders(messages).sort()).toEqual(placeholders(await load(room, 'en')).sort())
  })
})

it('are found', () => {
  expect(rooms.length).toBeGreaterThan(10)
})
