import type { OpaqueTokenFormat } from '@stagedoor/platforms'
import type { EpochSeconds } from '../ports/records.ts'
import type { IssuedGrant } from '../ports/store.ts'
import { createOpaqueSecret, type OpaqueSecret, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import { createGrantId } from '../secrets/refresh-token-secret.ts'
import type { ServerContext } from '../server-context.ts'

/** The built-in client that owns all personal tokens. It has no secret that anybody could know, and no redirect URI. */
export const PERSONAL_TOKENS_CLIENT_ID = 'personal-tokens'

/** Ten years: a script is set up once, and whoever made the token ends it when they like. */
const LIFETIME_SECONDS = 315_360_000

/** What a personal token is for. */
export interface PersonalTokenTerms {
  readonly userId: string
  readonly scope: readonly string[]
  /** What its maker calls it, 1 to 60 characters. @TODO kept nowhere until there is a list of tokens to show it in. */
  readonly name: string
  /** A known text of the platform's format, for demo data; making it again changes nothing. Drawn at random by default. */
  readonly token?: string
}

/**
 * Makes a long-lived token for a person's own scripts: a personal access token, an API key.
 *
 * @throws TypeError when the platform has none, the known text has not its format, or the person is disabled or unknown.
 */
export async function createPersonalToken(context: ServerContext, terms: PersonalTokenTerms): Promise<{ readonly token: string }> {
  const rules = context.platform.resources.personalToken
  if (rules === null) throw new TypeError(`${context.platform.name} has no personal tokens.`)
  if (!/^\P{Cc}{1,60}$/u.test(terms.name)) throw new TypeError('The name of a personal token has 1 to 60 visible characters.')
  const secret =
    terms.token === undefined ? createOpaqueSecret(rules.format, context.clock(), context.random) : plant(rules.format, terms.token)
  await addClient(context)
  const outcome = await context.store.grants.issue(describeGrant(context, terms, secret))
  const isThere = outcome.outcome === 'refused' && outcome.reason === 'access_token_taken' && terms.token !== undefined
  if (outcome.outcome === 'refused' && !isThere) throw new TypeError(`A personal token was refused: ${outcome.reason}.`)
  return { token: secret.text }
}

function plant(format: OpaqueTokenFormat, text: string): OpaqueSecret {
  const key = readOpaqueSecret(format, text)
  if (key === undefined) {
    const length = Math.ceil((format.bytes * 4) / 3)
    throw new TypeError(`A personal token is "${format.prefix}" and ${length} letters, digits, - or _.`)
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

function describeGrant({ clock, random, now }: ServerContext, { userId, scope }: PersonalTokenTerms, { key }: OpaqueSecret): IssuedGrant {
  const id = createGrantId(clock(), random)
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
    accessToken: { key, grantId: id, scope, dpopKey: null, issuedAt, expiresAt: issuedAt + LIFETIME_SECONDS },
  }
}
