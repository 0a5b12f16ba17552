import type { ClientProfile, ProfileClaim } from '@stagedoor/platforms'
import type { ClientContext } from '../client-context.ts'
import type { loadLater } from '../load-later.ts'
import type { Profile } from '../profile.ts'
import type { StagedoorError } from '../stagedoor-error.ts'
import type { askPlatform } from './ask-platform.ts'
import type { ProfileAddress } from './ask-profile.ts'

/**
 * What a request for a profile is made with.
 *
 * Handed over, not imported: what is loaded later and shares a file with what is there from the start has some bundlers cut that in pieces.
 */
interface ProfileRequest {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly address: ProfileAddress | undefined
  readonly ask: typeof askPlatform
  readonly load: typeof loadLater
  readonly refuse: (...error: ConstructorParameters<typeof StagedoorError>) => StagedoorError
}

/** Sends the request for a profile, and reads the answer through the description. */
export async function requestProfile(context: ClientContext, { fetch, address, ask, refuse, load }: ProfileRequest): Promise<Profile> {
  const { platform } = context
  const { userinfo } = platform.endpoints
  const rules =
    typeof platform.profile === 'string' ? (await load(import('@stagedoor/platforms/client/profiles')))[platform.profile] : platform.profile
  const { method = 'GET' } = rules
  if (userinfo === '') throw refuse('configuration', { message: `${platform.name}: no userinfo endpoint` })
  const send = (): Promise<Response> =>
    fetch(address?.url ?? userinfo, {
      method,
      headers: { accept: 'application/json', ...(method === 'POST' && { 'content-type': 'application/json' }) },
      body: method === 'POST' ? '{}' : null,
      cache: 'no-store',
      redirect: 'error',
    })
  const { response, json } = await ask(context, send, 'provider_unavailable')
  if (address && !response.ok) throw refuse(address.refused)
  // A token that was refreshed just now: some servers call a scope that is too small an invalid token.
  if (response.status === 401) throw refuse('request_refused')
  if (response.status === 403) throw refuse('configuration', { message: 'The scope is too small for the profile.' })
  const profile = response.ok ? readProfile(json, rules) : undefined
  if (profile === undefined) throw refuse('invalid_response')
  return profile
}

/** Reads a profile; the first path that has a claim wins. `undefined` when it does not say who it is. */
function readProfile(json: unknown, rules: ClientProfile): Profile | undefined {
  const claims: Partial<Record<ProfileClaim, unknown>> = {}
  for (const { path, claim, prefix = '' } of rules.members) {
    const found = path.split('.').reduce(memberOf, json)
    claims[claim] ??= typeof found === 'string' && found.startsWith(prefix) ? found.slice(prefix.length) : found
  }
  const text = (...names: ProfileClaim[]): string | undefined => {
    const found = names.map((name) => claims[name]).find((value) => typeof value === 'string' || typeof value === 'number')
    return found === undefined ? undefined : String(found)
  }
  const truth = (name: ProfileClaim): boolean | undefined => ((claims[name] ?? undefined) === undefined ? undefined : claims[name] === true)
  const subject = text('subject', 'number', 'username')
  if (subject === undefined) return undefined
  return {
    subject,
    username: text('username'),
    name: text('name'),
    email: text('email'),
    emailVerified: truth('emailVerified'),
    verified: truth('verified'),
    picture: text('picture480', 'picture1000', 'picture150'),
    proof: undefined,
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined
}
