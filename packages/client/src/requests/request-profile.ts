import type { ClientPlatform, ProfileClaim } from '@stagedoor/platforms'
import type { ClientContext } from '../client-context.ts'
import { isJsonObject, parseJson } from '../json-object.ts'
import type { Profile } from '../profile.ts'
import { StagedoorError, type StagedoorErrorCode } from '../stagedoor-error.ts'
import { askPlatform } from './ask-platform.ts'

/**
 * Asks who is signed in, and reads the answer through the description.
 *
 * @param fetch - Attaches the access token, where there is one.
 * @param asked - Where to ask instead, and what it is called when the platform refuses to answer.
 */
export async function requestProfile(
  context: ClientContext,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  asked?: { readonly url: string; readonly refused: StagedoorErrorCode },
): Promise<Profile> {
  const { platform } = context
  const { userinfo } = platform.endpoints
  const { method } = platform.profile
  if (userinfo === '') throw new StagedoorError('configuration', { message: `${platform.name}: no userinfo endpoint` })
  const send = (): Promise<Response> =>
    fetch(asked?.url ?? userinfo, {
      method,
      headers: { accept: 'application/json', ...(method === 'POST' && { 'content-type': 'application/json' }) },
      body: method === 'POST' ? '{}' : null,
      cache: 'no-store',
      redirect: 'error',
    })
  const { response, text } = await askPlatform(context, send, 'provider_unavailable')
  if (asked && !response.ok) throw new StagedoorError(asked.refused)
  // A token that was refreshed just now: some servers call a scope that is too small an invalid token.
  if (response.status === 401) throw new StagedoorError('request_refused')
  if (response.status === 403) throw new StagedoorError('configuration', { message: 'The scope is too small for the profile.' })
  const profile = response.ok ? readProfile(parseJson(text), platform) : undefined
  if (profile === undefined) throw new StagedoorError('invalid_response')
  return profile
}

/** Reads a profile; the first path that has a claim wins. `undefined` when it does not say who it is. */
function readProfile(json: unknown, platform: ClientPlatform): Profile | undefined {
  const claims: Partial<Record<ProfileClaim, unknown>> = {}
  for (const { path, claim, prefix = '' } of platform.profile.members) {
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
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
