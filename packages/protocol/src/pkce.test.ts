import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import * as oauth4webapi from 'oauth4webapi'
import { describe, expect, it } from 'vitest'
import { createCodeVerifier, deriveCodeChallenge, isCodeChallenge, isCodeVerifier } from './pkce.ts'

/** RFC 7636 appendix B: the random bytes, the verifier, the challenge. */
const APPENDIX_B = {
  bytes: Uint8Array.of(
    ...[116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186],
    ...[22, 212, 37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121],
  ),
  verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
}

const UNRESERVED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'
const verifiers = fc.string({ unit: fc.constantFrom(...UNRESERVED), minLength: 43, maxLength: 128 })

describe('PKCE', () => {
  it('[RFC 7636 appendix B] makes the example verifier and its challenge', () => {
    expect(createCodeVerifier(() => APPENDIX_B.bytes)).toBe(APPENDIX_B.verifier)
    expect(deriveCodeChallenge(APPENDIX_B.verifier)).toBe(APPENDIX_B.challenge)
  })

  it('[RFC 7636 §4.1] asks for 32 random bytes and makes a verifier of 43 characters', () => {
    const asked: number[] = []
    const verifier = createCodeVerifier((length) => {
      asked.push(length)
      return randomBytes(length)
    })
    expect(asked).toEqual([32])
    expect(verifier).toHaveLength(43)
    expect(isCodeVerifier(verifier)).toBe(true)
  })

  it('[RFC 7636 §4.2] derives from any verifier a challenge of the right form, the same with the runtime’s hash', () => {
    fc.assert(
      fc.property(verifiers, (verifier) => {
        expect(isCodeVerifier(verifier)).toBe(true)
        const challenge = deriveCodeChallenge(verifier)
        expect(isCodeChallenge(challenge)).toBe(true)
        expect(deriveCodeChallenge(verifier, (text) => createHash('sha256').update(text).digest())).toBe(challenge)
      }),
    )
  })

  it('[RFC 7636 §4.2] derives what oauth4webapi derives', async () => {
    await fc.assert(
      fc.asyncProperty(verifiers, async (verifier) => {
        expect(deriveCodeChallenge(verifier)).toBe(await oauth4webapi.calculatePKCECodeChallenge(verifier))
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    ['42 characters', 'a'.repeat(42)],
    ['129 characters', 'a'.repeat(129)],
    ['a plus sign', `${'a'.repeat(42)}+`],
    ['a line break at the end', `${'a'.repeat(43)}\n`],
    ['a letter outside ASCII', `${'a'.repeat(42)}é`],
    ['nothing', ''],
  ])('[RFC 7636 §4.1] refuses a verifier with %s', (_, verifier) => {
    expect(isCodeVerifier(verifier)).toBe(false)
  })

  it.each([
    ['42 characters', 'a'.repeat(42)],
    ['44 characters', 'a'.repeat(44)],
    ['padding', `${'a'.repeat(42)}=`],
    ['a dot, which only a plain challenge can have', `${'a'.repeat(42)}.`],
    ['a line break at the end', `${'a'.repeat(42)}\n`],
    ['nothing', ''],
  ])('[RFC 7636 §4.2] refuses a challenge with %s', (_, challenge) => {
    expect(isCodeChallenge(challenge)).toBe(false)
  })
})
