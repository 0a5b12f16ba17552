import type { AccountProblemCode } from '../ports/account-pages.ts'
import { commonPasswords } from './common-passwords.ts'

const shortest = 8
const longest = 1024

/**
 * Finds what is wrong with a password that somebody chose (NIST SP 800-63B §3.1.1.2): too short, too long, or among the first that anybody tries.
 * Which characters it has is nobody's business.
 *
 * @param own - Username and e-mail address: the account's own names are tried first.
 */
export function findPasswordProblem(password: string, own: readonly (string | null)[]): AccountProblemCode | undefined {
  if (password === '') return 'password_missing'
  if (Array.from(password).length < shortest) return 'password_too_short'
  if (password.length > longest) return 'password_too_long'
  const folded = password.toLowerCase()
  if (isCommon(folded)) return 'password_common'
  const names = own.flatMap((name) => (name === null ? [] : [name, name.split('@')[0] ?? '']))
  const isOwn = names.some((name) => name.length >= 3 && folded.replaceAll(name.toLowerCase(), '').length < 4)
  return isOwn ? 'password_like_account' : undefined
}

/** One character, or a walk along a row of them, is as easily tried as any word. */
function isCommon(folded: string): boolean {
  const codes = Array.from(folded, (character) => character.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  const [step = 0] = steps
  return (
    (steps.size === 1 && Math.abs(step) <= 1) || commonPasswords.has(folded) || commonPasswords.has(folded.replace(/[\d!?.@#$*]+$/, ''))
  )
}
