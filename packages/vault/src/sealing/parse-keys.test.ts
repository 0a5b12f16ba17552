import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createKeyText } from './create-key-text.ts'
import { checkKeys, keysFromEnvironment, parseKeys } from './parse-keys.ts'

const bytes = Buffer.alloc(32, 0xfb)

describe('parseKeys', () => {
  it('reads what createKeyText makes, each time another', () => {
    const texts = [createKeyText(randomBytes), createKeyText(randomBytes)]
    const keys = parseKeys(texts.join(','))

    expect(keys.map(({ key }) => key.length)).toEqual([32, 32])
    expect(new Set(keys.map(({ id }) => id)).size).toBe(2)
  })

  it.each([
    ['base64url', `a:${bytes.toString('base64url')}`],
    ['base64 with padding, as openssl writes it', `a:${bytes.toString('base64')}`],
    ['line ends and spaces around it', `\n a:${bytes.toString('base64url')} \n`],
  ])('takes %s', (_name, text) => {
    expect(parseKeys(text)).toEqual([{ id: 'a', key: new Uint8Array(bytes) }])
  })

  it('keeps the order, behind commas, semicolons and spaces', () => {
    const written = bytes.toString('base64url')
    expect(parseKeys(`c:${written},a:${written};b:${written} d:${written}`).map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd'])
  })

  it.each([
    ['too short', `a:${bytes.subarray(1).toString('base64url')}`, 'Key 1 has 31 bytes'],
    ['too long', `a:${Buffer.alloc(33).toString('base64url')}`, 'Key 1 has 33 bytes'],
    ['before its id', `${bytes.toString('base64url')}:main`, 'Key 1 has 3 bytes'],
    ['no base64url', `a:${'!'.repeat(43)}`, 'Key 1 is not written in base64url'],
    ['without an id', bytes.toString('base64url'), 'Key 1 needs an id before it'],
    ['with an empty id', `:${bytes.toString('base64url')}`, 'Key 1 needs an id before it'],
    ['with an id that would end a part of an envelope', `a.b:${bytes.toString('base64url')}`, 'Key 1 needs an id before it'],
    ['twice', `a:${bytes.toString('base64url')},a:${Buffer.alloc(32).toString('base64url')}`, 'Key 2 has the id "a"'],
  ])('refuses a key %s by its position, and never shows it', (_name, text, message) => {
    const refusal = (): string => {
      try {
        return parseKeys(text).join()
      } catch (error) {
        return `${error}`
      }
    }
    expect(refusal()).toContain(message)
    expect(refusal()).not.toContain(bytes.toString('base64url').slice(0, 8))
    expect(() => parseKeys(text)).toThrow(expect.objectContaining({ code: 'key_malformed', retryable: false }))
  })

  it('reads STAGEDOOR_VAULT_KEYS of what it is given as the environment', () => {
    expect(keysFromEnvironment({ STAGEDOOR_VAULT_KEYS: `a:${bytes.toString('base64url')}` })).toHaveLength(1)
    expect(() => keysFromEnvironment({})).toThrow(expect.objectContaining({ code: 'keys_missing' }))
  })

  it('shows a command that makes a key', () => {
    let message = ''
    try {
      checkKeys([])
    } catch (error) {
      message = `${error}`
    }
    const program = /node -p "(.*)"/.exec(message)?.[1] ?? ''
    expect(parseKeys(execFileSync(process.execPath, ['-p', program], { encoding: 'utf8' }))).toMatchObject([{ id: 'k1' }])
  })
})
