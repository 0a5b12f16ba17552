import type { GrantType } from '@stagedoor/platforms'
import { encodeBase64url, parseAuthorizationResponse } from '@stagedoor/protocol'
import { assembleClient } from './assemble-client.ts'
import { clientSecrets } from './parts/client-secrets.ts'
import { requestTokens, type TokenRequest } from './requests/request-tokens.ts'
import type { ServerClient, ServerClientOptions } from './server-client.ts'
import { sessionFromTokens } from './session/stored-session.ts'
import type { SessionState } from './session-state.ts'
import { askForQuery } from './sign-in/ask-for-query.ts'
import { parsePendingLogin } from './sign-in/pending-login.ts'
import { redeem } from './sign-in/redeem.ts'
import type { SignInParts } from './sign-in/sign-in-parts.ts'
import { startSignIn } from './sign-in/start-sign-in.ts'
import { configurationError, StagedoorError } from './stagedoor-error.ts'

const FAILURES = { interrupted: 'sign_in_interrupted', refused: 'credentials_rejected' } as const

/**
 * Makes a client for a backend, a script or a desktop app: the same session as in a browser, begun and finished by hand. Touches
 * neither storage nor network.
 *
 * A client holds *one* session. A backend makes one for each person, with a `storage` of that person's.
 *
 * @throws {@link StagedoorError} `configuration`
 */
export function createServerClient(options: ServerClientOptions): ServerClient {
  const { client, parts, refresher } = assembleClient({
    ...options,
    with: [clientSecrets, ...(options.with ?? [])],
    page: null,
    popup: null,
    channel: null,
  })
  const { context, keeper } = parts

  const acts: Pick<ServerClient, 'begin' | 'finish' | 'loginWithPassword' | 'loginAsApp'> = {
    begin(beginOptions = {}) {
      const { url, pending } = startSignIn(context, { display: 'page', ...beginOptions })
      return { url: askForQuery(url, context.platform), pending: JSON.stringify(pending) }
    },
    async finish(url, text) {
      const pending = parsePendingLogin(text ?? null, context.clock.now())
      if (pending === undefined) throw new StagedoorError('state_lost')
      const response = parseAuthorizationResponse(url, context.responseParameter)
      // Before reading code or error: a forged reply must not reach the token request (RFC 6749 §10.12).
      if (response?.state !== pending.state) throw new StagedoorError('state_mismatch')
      await redeem(parts, pending, response)
      return { session: keeper.state, returnTo: pending.returnTo }
    },
    loginWithPassword: ({ username, password }) =>
      signIn(parts, { grant_type: 'password', client_id: context.clientId, username, password }),
    loginAsApp: () =>
      context.lock.withLock(`${context.namespace}/app`, async () => {
        try {
          await refresher.current()
          return keeper.state
        } catch (error) {
          if (!(error instanceof StagedoorError) || error.action !== 'login') throw error
        }
        return signIn(parts, { grant_type: 'client_credentials' })
      }),
  }
  return Object.assign(client, acts)
}

async function signIn({ context, keeper, emit }: SignInParts, request: TokenRequest): Promise<SessionState> {
  requireGrantType(context.platform, request.grant_type)
  const { scope } = context
  const tokens = await requestTokens(context, { ...request, scope: scope.join(' ') || undefined }, FAILURES)
  await keeper.put(sessionFromTokens(tokens, { signIn: encodeBase64url(context.random(12)), rotation: 0, scope }, context.clock.now()))
  emit('signed_in', keeper.state)
  return keeper.state
}

function requireGrantType({ name, tokenRequest }: SignInParts['context']['platform'], grantType: GrantType): void {
  if (tokenRequest.grantTypes?.includes(grantType)) return
  throw configurationError(`${name} has no grant type ${grantType}.`)
}
