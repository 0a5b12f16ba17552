import type { ClientRules } from '@stagedoor/platforms'
import type { Random } from '../ports/world.ts'

/**
 * Makes a client id as the platform's own look; nobody has to keep it secret, and nobody can guess the next.
 *
 * It begins with no hyphen: a command line would take it for an option.
 */
export function createClientId({ idFormat: { kind, length } }: ClientRules, random: Random): string {
  const bytes = Buffer.from(random(kind === 'uuid' ? 16 : length))
  if (kind !== 'uuid') return bytes.toString(kind).slice(0, length).replace(/^-/, 'A')
  // RFC 9562 §5.4: version 4, variant 10.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
