import type { OpaqueTokenFormat } from '@stagedoor/platforms'
import type { SecretKey } from '../ports/records.ts'
import type { Ceremony, CeremonyPurpose } from '../ports/second-factor-store.ts'
import { createOpaqueSecret, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'

/** How long a person may take over a step. */
const ceremonyLifetimeSeconds = 5 * 60

const ceremonyFormat: OpaqueTokenFormat = { prefix: 'sd_ce_', bytes: 38, checksum: false }

/** Begins a step that ends with a proof, in this browser, once, within five minutes. @returns Its name: a challenge, a nonce. */
export async function beginCeremony(
  context: ServerContext,
  ceremony: Pick<Ceremony, 'purpose' | 'browserKey'> & Partial<Pick<Ceremony, 'userId' | 'memo'>>,
): Promise<string> {
  const { text, key } = createOpaqueSecret(ceremonyFormat, context.clock(), context.random)
  const expiresAt = context.now() + ceremonyLifetimeSeconds
  await context.store.secondFactors.begin(key, { userId: null, memo: null, ...ceremony, expiresAt })
  return text
}

/** What somebody says they began. */
interface ClaimedCeremony {
  readonly name: string | undefined
  readonly purpose: CeremonyPurpose
  readonly browserKey: SecretKey | undefined
}

/** Finds a step that waits; `undefined` when it is over, was taken, or is another browser's. */
export function findCeremony(context: ServerContext, claimed: ClaimedCeremony): Promise<Ceremony | undefined> {
  return look(context, claimed, 'find')
}

/** Ends a step: of any number of calls one gets it. */
export function takeCeremony(context: ServerContext, claimed: ClaimedCeremony): Promise<Ceremony | undefined> {
  return look(context, claimed, 'take')
}

async function look(
  { store, now }: ServerContext,
  { name, purpose, browserKey }: ClaimedCeremony,
  act: 'find' | 'take',
): Promise<Ceremony | undefined> {
  const key = name === undefined ? undefined : readOpaqueSecret(ceremonyFormat, name)
  if (key === undefined || browserKey === undefined) return undefined
  return store.secondFactors[act](key, { purpose, browserKey, now: now() })
}
