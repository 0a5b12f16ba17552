import { parseAuthorizationResponse } from '@stagedoor/protocol'
import { type ClientContext, createContext } from '../client-context.ts'
import { clientSecrets } from '../parts/client-secrets.ts'
import { askProfile } from '../requests/ask-profile.ts'
import { createFetchWithToken } from '../requests/fetch-with-token.ts'
import { requestTokens, type TokenRequest } from '../requests/request-tokens.ts'
import { revoke } from '../requests/revoke.ts'
import { createSessionKeeper } from '../session/session-keeper.ts'
import { type LiveSession, sessionFromTokens } from '../session/stored-session.ts'
import { askForQuery } from '../sign-in/ask-for-query.ts'
import { parsePendingLogin } from '../sign-in/pending-login.ts'
import { redeem } from '../sign-in/redeem.ts'
import { startSignIn } from '../sign-in/start-sign-in.ts'
import { configurationError, StagedoorError } from '../stagedoor-error.ts'
import { fetchWithDeadline } from './fetch-with-deadline.ts'
import { isNode, sendInTime } from './send-in-time.ts'
import type { GrantedTokens, TokenActs, TokenActsOptions, TokenSource } from './token-acts.ts'

/**
 * Makes the acts of one app at one platform. Keeps nothing, and touches the network only when asked to.
 *
 * @throws {@link StagedoorError} `configuration`
 */
export function createTokenActs(options: TokenActsOptions): TokenActs {
  const outside = createActsContext(options)
  const context = { ...outside, fetch: fetchWithDeadline(outside.fetch, options.clock, options.requestTimeoutMs) }
  const createFetch = (
    source: TokenSource,
    scheme = context.scheme,
    ofContext: ClientContext = outside,
  ): ReturnType<TokenActs['createFetch']> => createFetchWithToken({ ...ofContext, scheme }, source, adaptSource(source))
  return {
    platform: options.platform,
    begin(beginOptions = {}) {
      requireClient(options)
      const { url, pending } = startSignIn(context, { display: 'page', ...beginOptions })
      return { url: askForQuery(url, options.platform), state: pending.state, pending: JSON.stringify(pending) }
    },
    redeem: (url, pending) => redeemReply(context, url, pending),
    async refresh({ refreshToken, scope, sendBefore = Number.POSITIVE_INFINITY }) {
      const since = context.clock.now()
      const timely = sendInTime(context.fetch, {
        isLate: () => context.clock.now() >= sendBefore,
        asksForBody: options.fetch === undefined && isNode(),
      })
      const request: TokenRequest = { grant_type: 'refresh_token', refresh_token: refreshToken }
      const names = { interrupted: 'refresh_uncertain', refused: 'session_ended' } as const
      const tokens = await requestTokens({ ...context, fetch: timely.fetch }, request, names).catch((error: unknown) => {
        if (!timely.wasLate()) throw error
      })
      if (tokens === undefined) return undefined
      return granted(sessionFromTokens(tokens, { signIn: '', rotation: 0, scope, refreshToken }, since))
    },
    askWithPassword: (credentials) => askWithPassword(context, credentials),
    revoke: ({ accessToken, refreshToken }) =>
      revoke(context, { ...NO_SESSION, accessToken, ...(refreshToken !== undefined && { refreshToken }) }),
    requestProfile: (source, scheme) => askProfile(context, createFetch(source, scheme, context)),
    createFetch: (source, scheme) => createFetch(source, scheme),
  }
}

const NO_SESSION = { kind: 'live', signIn: '', rotation: 0, scope: [] } as const

function createActsContext({
  platform,
  clientId,
  clientSecret,
  redirectUri,
  scope,
  clock,
  random,
  fetch,
}: TokenActsOptions): ClientContext {
  return createContext({
    platform,
    // What is asked with a person's own credentials needs no client.
    clientId: clientId || 'none',
    with: [clientSecrets],
    ...(clientSecret !== undefined && { clientSecret }),
    ...(redirectUri !== undefined && { redirectUri }),
    ...(scope !== undefined && { scope }),
    ...(fetch !== undefined && { fetch }),
    storage: 'memory',
    clock,
    random,
    page: null,
    popup: null,
    channel: null,
  })
}

function requireClient({ platform, clientId }: TokenActsOptions): void {
  if (!clientId) throw configurationError(`${platform.name}: set clientId`)
}

async function redeemReply(context: ClientContext, url: string, text: string): ReturnType<TokenActs['redeem']> {
  const pending = parsePendingLogin(text, context.clock.now())
  if (pending === undefined) throw new StagedoorError('state_lost')
  const response = parseAuthorizationResponse(url, context.responseParameter)
  // Before reading code or error: a forged reply must not reach the token request (RFC 6749 §10.12).
  if (response?.state !== pending.state) throw new StagedoorError('state_mismatch')
  let session: LiveSession | undefined
  const part = {
    ...context.part,
    async keepSession(next: LiveSession) {
      session = next
    },
  }
  const emit = (): void => undefined
  await redeem({ context: { ...context, part }, keeper: createSessionKeeper(context, emit), emit }, pending, response)
  if (session === undefined) throw new StagedoorError('invalid_response')
  return { tokens: granted(session), returnTo: pending.returnTo }
}

async function askWithPassword(context: ClientContext, credentials: { username: string; password: string }): Promise<GrantedTokens> {
  const { platform, scope, clock } = context
  if (!platform.tokenRequest.grantTypes?.includes('password')) throw configurationError(`${platform.name} has no grant type password.`)
  const since = clock.now()
  const request: TokenRequest = { grant_type: 'password', client_id: context.clientId, ...credentials, scope: scope.join(' ') || undefined }
  const tokens = await requestTokens(context, request, { interrupted: 'sign_in_interrupted', refused: 'credentials_rejected' })
  return granted(sessionFromTokens(tokens, { signIn: '', rotation: 0, scope }, since))
}

function granted(session: LiveSession): GrantedTokens {
  const { accessToken, refreshToken, scope, since = 0, expiresAt, refreshAt } = session
  return { accessToken, refreshToken, scope, since, expiresAt, refreshAt }
}

/** `fetch` looks at whether there is a refresh token, and not into it. */
function adaptSource(source: TokenSource): Parameters<typeof createFetchWithToken>[2] {
  const adapt = ({ accessToken, isRefreshable }: Awaited<ReturnType<TokenSource['current']>>): LiveSession => ({
    ...NO_SESSION,
    accessToken,
    ...(isRefreshable && { refreshToken: '' }),
  })
  return {
    current: async () => adapt(await source.current()),
    refresh: async (refused) => adapt(await source.refresh(refused)),
  }
}
