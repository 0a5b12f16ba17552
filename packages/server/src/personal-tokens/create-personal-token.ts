import type { OpaqueTokenFormat } from '@stagedoor/platforms'
import type { EpochSeconds, SecretKey } from '../ports/records.ts'
import type { IssuedGrant } from '../ports/store.ts'
import { createOpaqueSecret, type OpaqueSecret, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import { createGrantId } from '../secrets/refresh-token-secret.ts'
import type { ServerContext } from '../server-context.ts'

/** The built-in client that owns all personal tokens. It has no secret that anybody could know, and no redirect URI. */
export const PERSONAL_TOKENS_CLIENT_ID = 'personal-tokens'

/** Bounds what one account can fill a table with. */
const mostPersonalTokens = 50

/** Ten years: a script is set up once, and whoever made the token ends it when they like. */
const LIFETIME_SECONDS = 315_360_000
/** The last second of the year 9999, for tokens that do not expire. */
const NEVER: EpochSeconds = 253_402_300_799

/** What a personal token is for. */
export interface PersonalTokenTerms {
  readonly userId: string
  readonly scope: readonly string[]
  /** What its maker calls it, 1 to 80 characters. */
  readonly name: string
  /** `null`: it does not expire. Ten years by default. */
  readonly lifetimeSeconds?: number | null
  /** A known text of the platform's format, for demo data; making it again changes nothing. Drawn at random by default. */
  readonly token?: string
}

/** What became of it; the token is there this once. */
export type PersonalTokenOutcome =
  | { readonly outcome: 'created'; readonly token: string; readonly id: SecretKey }
  | { readonly outcome: 'id_taken' | 'too_many' }
  | { readonly outcome: 'refused'; readonly reason: string }

/**
 * Makes a long-lived token for a person's own scripts: a personal access token, an API key.
 *
 * @throws TypeError when the platform has none, the known text has not its format, the person is disabled or unknown, or has fifty tokens.
 */
export async function createPersonalToken(context: ServerContext, terms: PersonalTokenTerms): Promise<{ readonly token: string }> {
  if (!/^\P{Cc}{1,80}$/u.test(terms.name)) throw new TypeError('The name of a personal token has 1 to 80 visible characters.')
  const outcome = await addPersonalToken(context, terms, createGrantId(context.clock(), context.random))
  if (outcome.outcome === 'created') return outcome
  const reason = outcome.outcome === 'refused' ? outcome.reason : outcome.outcome
  if (reason === 'access_token_taken' && terms.token !== undefined) return { token: terms.token }
  throw new TypeError(`A personal token was refused: ${reason}.`)
}

/**
 * Makes the token whose grant has this id, unless there is one.
 *
 * @throws TypeError when the platform has none, or the known text has not its format.
 */
export async function addPersonalToken(context: ServerContext, terms: PersonalTokenTerms, id: SecretKey): Promise<PersonalTokenOutcome> {
  const rules = context.platform.resources.personalToken
  if (rules === null) throw new TypeError(`${context.platform.name} has no personal tokens.`)
  const secret =
    terms.token === undefined ? createOpaqueSecret(rules.format, context.clock(), context.random) : plant(rules.format, terms.token)
  await addClient(context)
  const { lifetimeSeconds = LIFETIME_SECONDS, name } = terms
  const expiresAt = lifetimeSeconds === null ? null : context.now() + lifetimeSeconds
  const issued = describeGrant(context, terms, { id, key: secret.key, expiresAt: expiresAt ?? NEVER })
  const added = await context.store.personalTokens.add({ name, ending: secret.text.slice(-4), expiresAt }, issued, mostPersonalTokens)
  return added.outcome === 'added' ? { outcome: 'created', token: secret.text, id } : toOutcome(added)
}

function toOutcome(
  added: { readonly outcome: 'added' | 'id_taken' | 'too_many' } | { readonly outcome: 'refused'; readonly reason: string },
): PersonalTokenOutcome {
  if (added.outcome === 'refused') return added
  return { outcome: added.outcome === 'id_taken' ? 'id_taken' : 'too_many' }
}

function plant(format: OpaqueTokenFormat, text: string): OpaqueSecret {
  const key = readOpaqueSecret(format, text)
  if (key === undefined) {
    const length = Math.ceil((format.bytes * 4) / 3)
    const checksum = format.checksum ? ', the last six of them a checksum' : ''
    throw new TypeError(
      `A personal token is "${format.prefix}" and ${length + (format.checksum ? 6 : 0)} letters, digits, - or _${checksum}.`,
    )
  }
  return { text, key }
}

async function addClient({ store, platform, now }: ServerContext): Promise<void> {
  if ((await store.clients.find(PERSONAL_TOKENS_CLIENT_ID)) !== undefined) return
  await store.clients.add({
    id: PERSONAL_TOKENS_CLIENT_ID,
    name: platform.resources.personalToken?.name ?? 'Personal tokens',
    applicationType: 'web',
    authenticationMethod: 'client_secret_basic',
    secretDigests: [],
    redirectUris: [],
    scope: [],
    homepage: null,
    verified: false,
    createdAt: now(),
    disabledAt: null,
  })
}

function describeGrant(
  { now }: ServerContext,
  { userId, scope }: PersonalTokenTerms,
  { id, key, expiresAt }: { readonly id: SecretKey; readonly key: SecretKey; readonly expiresAt: EpochSeconds },
): IssuedGrant {
  const issuedAt: EpochSeconds = now()
  return {
    grant: {
      id,
      clientId: PERSONAL_TOKENS_CLIENT_ID,
      userId,
      scope,
      nonce: null,
      dpopKey: null,
      authenticatedAt: issuedAt,
      createdAt: issuedAt,
      endsAt: null,
    },
    refreshToken: null,
    accessToken: { key, grantId: id, scope, dpopKey: null, issuedAt, expiresAt },
  }
}
