import { randomBytes } from 'node:crypto'
import { audius, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { codeFormat, createOpaqueSecret, readOpaqueSecret } from './opaque-secret.ts'

const at = Date.UTC(2026, 10, 21)
const { accessTokenFormat } = standard.tokens

describe('an opaque secret', () => {
  it('is found again by the key that its text gives', () => {
    const secret = createOpaqueSecret(accessTokenFormat, at, randomBytes)

    expect(secret.text).toMatch(/^sd_at_[\w-]{51}[\w-]{6}$/)
    expect(readOpaqueSecret(accessTokenFormat, secret.text)).toEqual(secret.key)
    expect(Buffer.from(secret.key).readUIntBE(0, 6)).toBe(at)
    expect(secret.key).toHaveLength(38)
  })

  it('holds 256 random bits behind its issue time', () => {
    const asked: number[] = []
    createOpaqueSecret(accessTokenFormat, at, (length) => {
      asked.push(length)
      return randomBytes(length)
    })

    expect(asked).toEqual([32])
  })

  it('has a key from which its text cannot be told', () => {
    const { text, key } = createOpaqueSecret(accessTokenFormat, at, randomBytes)

    expect(Buffer.from(key).toString('base64url')).not.toContain(text.slice(14, 40))
  })

  it.each([
    ['a changed letter (checksum)', (text: string) => text.slice(0, 20) + (text[20] === 'A' ? 'B' : 'A') + text.slice(21)],
    ['a missing letter', (text: string) => text.slice(0, -1)],
    ['another prefix', (text: string) => text.replace('sd_at_', 'sd_rt_')],
    ['a foreign letter', (text: string) => `${text.slice(0, -1)}+`],
    ['a NUL', (text: string) => `${text.slice(0, -1)}\0`],
    ['nothing', () => ''],
  ])('is refused without a database with %s', (_, spoil) => {
    const { text } = createOpaqueSecret(accessTokenFormat, at, randomBytes)

    expect(readOpaqueSecret(accessTokenFormat, spoil(text))).toBeUndefined()
  })

  it('looks as the platform says: 43 characters without prefix for Audius', () => {
    const { text } = createOpaqueSecret(audius.tokens.accessTokenFormat, at, randomBytes)

    expect(text).toMatch(/^[\w-]{43}$/)
    expect(codeFormat(audius).prefix).toBe('')
    expect(codeFormat(standard).prefix).toBe('sd_ac_')
  })
})
