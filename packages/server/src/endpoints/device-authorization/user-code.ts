import type { DeviceCodeRules } from '@stagedoor/platforms'
import type { Random } from '../../ports/world.ts'

/** Draws a user code (RFC 8628 §6.1). Every character is as likely as every other. */
export function createUserCode({ userCodeAlphabet, userCodeLength }: DeviceCodeRules, random: Random): string {
  const fair = 256 - (256 % userCodeAlphabet.length)
  let code = ''
  while (code.length < userCodeLength) {
    for (const byte of random(userCodeLength)) {
      if (byte < fair && code.length < userCodeLength) code += userCodeAlphabet[byte % userCodeAlphabet.length]
    }
  }
  return code
}

/**
 * Reads a user code as a person typed it: letter case, hyphens and spaces do not count (RFC 8628 §6.1).
 *
 * @returns `undefined` when it was certainly not issued: nothing is looked up then.
 */
export function parseUserCode(text: string, { userCodeAlphabet, userCodeLength }: DeviceCodeRules): string | undefined {
  const code = text
    .slice(0, 64)
    .replace(/[\s\p{Pd}._]/gu, '')
    .toUpperCase()
  return code.length === userCodeLength && [...code].every((character) => userCodeAlphabet.includes(character)) ? code : undefined
}

/** Writes a user code as it is shown: two halves, easier to read and to type. */
export function formatUserCode(code: string): string {
  const middle = Math.ceil(code.length / 2)
  return `${code.slice(0, middle)}-${code.slice(middle)}`
}
