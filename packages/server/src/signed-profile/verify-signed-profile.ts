import type { SignedProfileRules } from '@stagedoor/platforms'
import { decodeBase64url, decodeUtf8 } from '@stagedoor/protocol'
import type { User } from '../ports/records.ts'
import type { ServerContext } from '../server-context.ts'
import { readClaims } from './sign-profile.ts'

export type SignedProfilePayload = Readonly<Record<string, unknown>>

/** Why a signed profile is not believed. */
export type SignedProfileProblem =
  | 'parts'
  | 'payload_undecodable'
  | 'signature_undecodable'
  | 'signature_malformed'
  | 'subject_missing'
  | 'wallet_unknown'
  | 'wallet_of_another'

export type SignedProfileOutcome =
  | { readonly outcome: 'verified'; readonly payload: SignedProfilePayload }
  | { readonly outcome: 'refused'; readonly problem: SignedProfileProblem }

/**
 * Verifies a signed profile: the wallet that signed it is known here, and is that of the person it speaks of.
 *
 * The header is not looked at: whatever algorithm it names, one kind of signature alone is taken.
 */
export async function verifySignedProfile(context: ServerContext, rules: SignedProfileRules, jwt: string): Promise<SignedProfileOutcome> {
  const read = readParts(rules, jwt)
  if ('problem' in read) return { outcome: 'refused', problem: read.problem }
  const { recoverAddress } = await import('./personal-message.ts')
  const address = recoverAddress(read.signed, read.signature)
  const found = address === undefined ? undefined : await context.store.wallets.findByAddress(address)
  if (found === undefined) return { outcome: 'refused', problem: 'wallet_unknown' }
  if (!isAbout(rules, read.payload, found.user)) return { outcome: 'refused', problem: 'wallet_of_another' }
  return { outcome: 'verified', payload: read.payload }
}

type ReadParts =
  | { readonly problem: SignedProfileProblem }
  | { readonly signed: string; readonly payload: SignedProfilePayload; readonly signature: Uint8Array }

function readParts(rules: SignedProfileRules, jwt: string): ReadParts {
  const [header = '', body = '', signature = '', ...more] = jwt.split('.')
  if (header === '' || body === '' || signature === '' || more.length > 0) return { problem: 'parts' }
  const payload = readObject(readText(body))
  if (payload === undefined) return { problem: 'payload_undecodable' }
  const written = readText(signature)
  if (written === undefined) return { problem: 'signature_undecodable' }
  if (!/^0x[0-9a-f]{130}$/i.test(written)) return { problem: 'signature_malformed' }
  if (subjectNames(rules).some((name) => payload[name] === undefined || payload[name] === null)) return { problem: 'subject_missing' }
  return { signed: `${header}.${body}`, payload, signature: Buffer.from(written.slice(2), 'hex') }
}

function readText(part: string): string | undefined {
  const bytes = decodeBase64url(part)
  return bytes === undefined ? undefined : decodeUtf8(bytes)
}

function readObject(text: string | undefined): SignedProfilePayload | undefined {
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** Names of the members that say whose profile it is. */
function subjectNames({ claims }: SignedProfileRules): readonly string[] {
  return Object.keys(claims).filter((name) => claims[name] === 'number' || claims[name] === 'subject')
}

function isAbout(rules: SignedProfileRules, payload: SignedProfilePayload, user: User): boolean {
  const own = readClaims(rules, user)
  return subjectNames(rules).every((name) => payload[name] === own[name])
}
