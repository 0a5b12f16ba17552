import { partsOf } from '../assemble-client.ts'
import type { JsonObject } from '../json-object.ts'
import type { ClientPart } from '../parts/client-part.ts'
import type { Profile } from '../profile.ts'
import { isPlatformUrl } from '../requests/is-platform-url.ts'
import type { SessionState } from '../session-state.ts'
import type { StagedoorClient } from '../stagedoor-client.ts'
import { configurationError, StagedoorError, type StagedoorErrorCode } from '../stagedoor-error.ts'
import { checkMovable } from './check-movable.ts'
import type { HandOverMessage } from './hand-over-message.ts'
import { handOverTokens, hasTokens } from './hand-over-tokens.ts'
import { postMessage } from './post-message.ts'

/**
 * Lets the app's own server have the tokens, and the page none: a sign-in that comes back is redeemed there, with the verifier that began here.
 * Adds to the client, and returns it; the callback page needs it too, where it makes a client of its own.
 *
 * `login()`, `handleCallback()`, `session`, events and tabs are as ever. `restore()` and `refresh()` ask the server who is signed in,
 * `getProfile()` asks it for the profile. `logout()` revokes there; if the server is not reached, it still has the session, and `revoked` is
 * `false`. `getAccessToken()` rejects with `configuration`, as does `fetch()` for the platform's own URLs: call your server, which calls the
 * platform.
 *
 * @param url - Of `createHandOver()` on the page's own origin: `/auth/hand-over`.
 * @throws {@link StagedoorError} `configuration`: credentials of a person's own, a signed profile, `dpop()`.
 */
export function withHandOver<C extends StagedoorClient>(client: C, url: string): C {
  const { parts } = partsOf(client)
  const { context, keeper } = parts
  checkMovable(context)
  const post = (message: HandOverMessage, interrupted: StagedoorErrorCode = 'provider_unavailable'): Promise<JsonObject> =>
    postMessage(context, url, { message, interrupted })

  const redeemProof: ClientPart['redeemProof'] = async (_, code, begin, pending) => {
    const { codeVerifier: code_verifier, redirectUri: redirect_uri, scope } = pending
    const message = { kind: 'code', code, code_verifier, redirect_uri, scope, extends: pending.extends === true } as const
    const answer = await post(message, 'sign_in_interrupted').catch((error: unknown) => {
      // Once more, where only the answer may have got lost: the server knows this code by now.
      if (error instanceof StagedoorError && error.code === 'sign_in_interrupted') return post(message, 'sign_in_interrupted')
      throw error
    })
    return { ...begin, kind: 'live', accessToken: '', scope: readScope(answer) ?? begin.scope }
  }
  Object.assign(context.part, { redeemProof })

  /** Asks the server who is signed in there, and writes it down for all tabs. */
  async function ask(): Promise<SessionState> {
    // Of a sign-in from before the server had any.
    if (await hasTokens(parts)) return handOverTokens(client, url)
    const kept = await keeper.read()
    const answer = await post({ kind: 'session' })
    const scope = readScope(answer)
    const signIn = kept.session?.signIn ?? 'server'
    if (scope !== undefined) await keeper.swap(kept, { kind: 'live', signIn, rotation: 0, accessToken: '', scope })
    else if (answer['status'] !== 'unauthenticated') throw new StagedoorError('provider_unavailable')
    else await keeper.swap(kept, answer['reason'] === 'session_ended' ? { kind: 'ended', signIn, rotation: 0 } : undefined)
    return keeper.state
  }

  const acts: Pick<StagedoorClient, 'restore' | 'refresh' | 'getAccessToken' | 'fetch' | 'getProfile' | 'logout'> = {
    async restore() {
      await ask().catch(() => keeper.read()) // as last seen
      return keeper.state
    },
    refresh: ask,
    getAccessToken: async () => {
      throw elsewhere()
    },
    async fetch(input, init) {
      const target = new URL(input instanceof Request ? input.url : input, context.page?.url()).href
      if (isPlatformUrl(target, context.platform)) throw elsewhere()
      return context.fetch(input instanceof Request ? input : target, init)
    },
    getProfile: async () => readProfile(await post({ kind: 'profile' })),
    async logout() {
      const answer = await post({ kind: 'logout' }).catch(() => undefined)
      await keeper.put(undefined)
      return { revoked: answer?.['revoked'] === true }
    },
  }
  return Object.assign(client, acts)
}

function elsewhere(): StagedoorError {
  return configurationError('The tokens are with your server: call the platform from there.')
}

function readScope({ status, scope }: JsonObject): readonly string[] | undefined {
  return status === 'authenticated' && Array.isArray(scope) ? scope.map(String) : undefined
}

function readProfile(answer: JsonObject): Profile {
  const text = (name: string): string | undefined => (typeof answer[name] === 'string' ? answer[name] : undefined)
  const truth = (name: string): boolean | undefined => (typeof answer[name] === 'boolean' ? answer[name] : undefined)
  const subject = text('subject')
  if (subject === undefined) throw new StagedoorError('invalid_response')
  return {
    subject,
    username: text('username'),
    name: text('name'),
    email: text('email'),
    emailVerified: truth('emailVerified'),
    verified: truth('verified'),
    picture: text('picture'),
    proof: undefined,
  }
}
