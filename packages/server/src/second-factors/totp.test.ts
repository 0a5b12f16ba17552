import { describe, expect, it } from 'vitest'
import { encodeBase32 } from './base32.ts'
import { computeTotp, findTotpStep } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

describe('TOTP', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('[RFC 6238 appendix B] computes the code of second %i', (at, code) => {
    expect(computeTotp(secret, Math.floor(at / 30), 8)).toBe(code)
  })

  it('[RFC 6238 §5.2] takes the code of a clock that is one step off, and of no other', () => {
    const steps = [98, 99, 100, 101, 102].map((step) => findTotpStep(secret, computeTotp(secret, step), 3010))
    expect(steps).toEqual([undefined, 99, 100, 101, undefined])
    expect(findTotpStep(secret, '', 3010)).toBeUndefined()
    expect(findTotpStep(secret, '０００００0', 3010)).toBeUndefined()
  })

  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foobar', 'MZXW6YTBOI'],
  ])('[RFC 4648 §10] writes %j in base 32 without padding', (text, encoded) => {
    expect(encodeBase32(Buffer.from(text))).toBe(encoded)
  })
})
