import { randomBytes } from 'node:crypto'
import { audius, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import {
  createRefreshToken,
  createSuccessorNonce,
  deriveSuccessors,
  drawSuccessor,
  isDerivable,
  readRefreshToken,
} from './refresh-token-secret.ts'

const at = Date.UTC(2026, 10, 21)
const format = standard.tokens.refreshToken?.format ?? expect.fail('standard issues refresh tokens')
const formats = { refreshToken: format, accessToken: standard.tokens.accessTokenFormat }
const nonce = createSuccessorNonce(at, (length) => new Uint8Array(length).fill(7))

describe('a refresh token', () => {
  it('names its grant and is told from its successors by digest', () => {
    const first = createRefreshToken(format, at, randomBytes)
    const second = drawSuccessor(format, first.text, randomBytes)

    expect(readRefreshToken(format, first.text)).toMatchObject({ grantId: first.grantId, digest: first.digest })
    expect(readRefreshToken(format, second.text)).toMatchObject({ grantId: first.grantId, digest: second.digest })
    expect(second.digest).not.toEqual(first.digest)
  })

  it('is not read when a letter is wrong', () => {
    const { text } = createRefreshToken(format, at, randomBytes)

    expect(
      readRefreshToken(
        format,
        text.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      ),
    ).toBeUndefined()
    expect(readRefreshToken(format, '')).toBeUndefined()
  })

  it('leads to the same successors again for who holds it, and to others for who holds another or has another nonce', () => {
    const first = createRefreshToken(format, at, randomBytes)
    const other = createRefreshToken(format, at, randomBytes)
    const successors = deriveSuccessors(formats, first.text, nonce)
    const { refreshToken } = successors

    expect(deriveSuccessors(formats, first.text, nonce)).toEqual(successors)
    expect(deriveSuccessors(formats, first.text, createSuccessorNonce(at, randomBytes)).refreshToken.text).not.toBe(refreshToken.text)
    expect(deriveSuccessors(formats, other.text, nonce).refreshToken.text.slice(30)).not.toBe(refreshToken.text.slice(30))
    expect(readRefreshToken(format, refreshToken.text)?.grantId).toEqual(first.grantId)
  })

  it('brings an access token of the time of the rotation, which shares nothing with the refresh token beside it', () => {
    const { text } = createRefreshToken(format, at, randomBytes)
    const later = createSuccessorNonce(at + 1234, randomBytes)
    const { refreshToken, accessToken } = deriveSuccessors(formats, text, later)

    expect(Buffer.from(accessToken.key).readUIntBE(0, 6)).toBe(at + 1234)
    const half = (token: string, start: number) =>
      Buffer.from(token.slice(6), 'base64url')
        .subarray(start, start + 32)
        .toString('hex')
    expect(half(accessToken.text, 6)).not.toBe(half(refreshToken.text, 16))
  })

  it('is told from another by 256 random bits', () => {
    const drawn: number[] = []
    createSuccessorNonce(at, (length) => {
      drawn.push(length)
      return new Uint8Array(length)
    })
    expect(drawn).toEqual([32])
  })

  it('cannot be longer than what is derived', () => {
    expect(isDerivable(format, standard.tokens.accessTokenFormat)).toBe(true)
    expect(isDerivable({ ...format, bytes: 49 }, standard.tokens.accessTokenFormat)).toBe(false)
    expect(isDerivable(format, { ...standard.tokens.accessTokenFormat, bytes: 39 })).toBe(false)
  })

  it('looks as the platform says: 43 characters without prefix for Audius', () => {
    const audiusFormat = audius.tokens.refreshToken?.format ?? expect.fail('Audius issues refresh tokens')

    expect(createRefreshToken(audiusFormat, at, randomBytes).text).toMatch(/^[\w-]{43}$/)
  })
})
