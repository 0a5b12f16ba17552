import type { Parameters } from '@stagedoor/protocol'
import type { SecretKey, User } from '../ports/records.ts'
import { takeCeremony } from '../second-factors/ceremonies.ts'
import type { ServerContext } from '../server-context.ts'
import { findPasskeyPlace } from './passkey-place.ts'

/**
 * Checks a sign-in with a passkey (WebAuthn §7.2). It proves possession and the person, so no second step follows.
 *
 * The challenge is taken first: it was made for this browser, and is good once, for five minutes.
 * A counter that did not go up means a copy may be about; it is refused, and logged as `passkey_counter_regressed`.
 */
export async function provePasskey(
  context: ServerContext,
  parameters: Parameters,
  browserKey: SecretKey | undefined,
): Promise<User | undefined> {
  const place = findPasskeyPlace(context)
  const [challenge, sent] = [parameters.get('challenge'), parameters.get('response')]
  if (place === undefined || challenge === undefined || sent === undefined) return undefined
  if ((await takeCeremony(context, { name: challenge, purpose: 'passkey_sign_in', browserKey })) === undefined) return undefined
  const credentialId = place.verifier.readCredentialId(sent)
  const found = credentialId === undefined ? undefined : await context.store.secondFactors.findPasskey(credentialId)
  if (found === undefined) return undefined
  const { passkey, user } = found
  const proven = await place.verifier.verifySignIn(sent, { challenge, rpId: place.rpId, origins: place.origins }, passkey)
  if (proven === undefined) return undefined
  const used = await context.store.secondFactors.usePasskey(passkey.credentialId, proven.counter, context.now())
  if (used.outcome === 'used') return user
  context.log({ reason: 'passkey_counter_regressed', at: context.clock(), userId: user.id })
  return undefined
}
