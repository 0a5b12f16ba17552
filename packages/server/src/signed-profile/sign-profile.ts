import type { ProfileClaim, SignedProfileRules } from '@stagedoor/platforms'
import type { Client, User } from '../ports/records.ts'
import { readProfileClaim } from '../profile-claims.ts'
import type { ServerContext } from '../server-context.ts'
import { isUnregistered } from '../unregistered-client.ts'
import { getWallet } from './get-wallet.ts'

/**
 * Writes who a person is as a JWT, signed with the wallet that is kept for them.
 *
 * It has no expiry and no audience, as the platform's has none: it tells who somebody is, and must never be taken for permission.
 */
export async function signProfile(context: ServerContext, client: Client, user: User): Promise<string> {
  const { platform, now } = context
  const rules = platform.signedProfile
  if (rules === null) throw new TypeError('This platform signs no profiles.')
  const wallet = await getWallet(context, user)
  // Loaded when it is needed: a server that signs no profiles starts without a curve.
  const { signPersonalMessage } = await import('./personal-message.ts')
  const header = { typ: 'JWT', alg: rules.algorithm }
  const apiKey = isUnregistered(platform, client) ? null : client.id
  const payload = { ...readClaims(rules, user), apiKey, iat: now() }
  const signed = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(payload))}`
  return `${signed}.${encode(signPersonalMessage(signed, wallet.privateKey))}`
}

/** Reads a person's claims as the payload names them; `null` for what is not known of them. */
export function readClaims({ claims }: SignedProfileRules, user: User): Readonly<Record<string, Claim | Pictures | null>> {
  return Object.fromEntries(Object.entries(claims).map(([name, claim]) => [name, readOne(claim, user) ?? null]))
}

type Claim = ReturnType<(typeof readProfileClaim)[ProfileClaim]>
type Pictures = Readonly<Record<'150x150' | '480x480' | '1000x1000', Claim>>

function readOne(claim: ProfileClaim | 'pictures', user: User): Claim | Pictures {
  if (claim !== 'pictures') return readProfileClaim[claim](user)
  if (user.pictureTemplate === null) return undefined
  return {
    '150x150': readProfileClaim.picture150(user),
    '480x480': readProfileClaim.picture480(user),
    '1000x1000': readProfileClaim.picture1000(user),
  }
}

function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url')
}
