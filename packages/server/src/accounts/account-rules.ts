import type { AccountProblemCode } from '../ports/account-pages.ts'

/** What was typed, as it will be kept, or what is wrong with it. */
export type Checked = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly code: AccountProblemCode }

/** RFC 5321 §4.5.3.1.3 less the angle brackets. */
const longestEmail = 254
const longestName = 80

/** Joiners and variation selectors are letters' business in some scripts and in emoji; the other format characters hide or reorder. */
const HIDES = /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u

/** Names that would pass for the platform's own, or for a path of it. */
const RESERVED: ReadonlySet<string> = new Set(
  `admin administrator root system support help security abuse postmaster webmaster hostmaster staff team official moderator mod api oauth account
  accounts login signin sign-in signup sign-up settings developers developer me self null undefined anonymous everyone everybody deleted stagedoor`.split(
    /\s+/,
  ),
)

/**
 * Checks a username: 2 to 30 letters of a to z, digits, dots, hyphens and underscores, between letters or digits.
 *
 * ASCII alone: a Cyrillic `а` must not pass for another artist.
 */
export function checkUsername(typed: string): Checked {
  const value = typed.trim().replace(/^@/, '')
  if (value === '') return { ok: false, code: 'username_missing' }
  if (!/^[a-z0-9](?:[a-z0-9]|[._-](?=[a-z0-9])){1,29}$/i.test(value)) return { ok: false, code: 'username_malformed' }
  return RESERVED.has(value.toLowerCase()) ? { ok: false, code: 'username_reserved' } : { ok: true, value }
}

/** Checks an e-mail address: ASCII, a dot in its domain. Whether it exists is for a mail to find out. */
export function checkEmail(typed: string): Checked {
  const value = typed.trim()
  if (value === '') return { ok: false, code: 'email_missing' }
  const isOne =
    value.length <= longestEmail &&
    /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(value) &&
    !/^\.|\.@|\.\./.test(value)
  return isOne ? { ok: true, value } : { ok: false, code: 'email_malformed' }
}

/**
 * Checks a display name: any script, in Unicode's composed form, without what nobody sees or what turns the text around it.
 * Markup is allowed, since it is shown as what it is.
 */
export function checkName(typed: string): Checked {
  const value = typed.trim().normalize('NFC')
  if (value === '') return { ok: false, code: 'name_missing' }
  if (value.length > longestName) return { ok: false, code: 'name_too_long' }
  return HIDES.test(value) || !/[\p{L}\p{N}\p{P}\p{S}]/u.test(value) ? { ok: false, code: 'name_malformed' } : { ok: true, value }
}
