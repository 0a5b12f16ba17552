import type { ClientRules } from '@stagedoor/platforms'

/**
 * Reads a client id as it is stored: in lower case where the platform's ids are case insensitive.
 *
 * @returns `undefined` for what cannot be one (RFC 6749 appendix A.1; longer than any that is issued): nothing else reaches the database.
 */
export function readClientId({ idFormat }: ClientRules, text: string): string | undefined {
  if (!/^[\x21-\x7e]{1,256}$/.test(text)) return undefined
  return idFormat.caseInsensitive ? text.toLowerCase() : text
}
