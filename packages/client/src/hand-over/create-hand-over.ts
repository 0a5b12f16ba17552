import { encodeBase64url, sha256 } from '@stagedoor/protocol'
import { partsOf } from '../assemble-client.ts'
import { checkAccount } from '../permission/check-account.ts'
import type { Awaitable } from '../ports/awaitable.ts'
import type { ServerClient } from '../server-client.ts'
import { replaceSession } from '../session/replace-session.ts'
import type { SessionState } from '../session-state.ts'
import { redeem } from '../sign-in/redeem.ts'
import type { SignInParts } from '../sign-in/sign-in-parts.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { checkSender } from './check-sender.ts'
import { type HandOverMessage, parseHandOverMessage } from './hand-over-message.ts'
import { rememberOnce } from './remember-once.ts'

/** What the server's half needs to know. */
export interface HandOverOptions {
  /**
   * Returns the client of the person this request comes from, with a `storage` of that person's: found by your own cookie, as ever.
   *
   * `undefined`: you do not know them; the page is told `not_signed_in`. Its client id has to be that of the page.
   */
  readonly client: (request: Request) => Awaitable<ServerClient | undefined>
  /** Origins whose pages may hand over; default: the origin of the request's own URL. Set it behind a proxy that changes that. */
  readonly origins?: readonly string[]
}

/** 32 kB: a few tokens, and no more. */
const MAX_CHARACTERS = 32_768

/**
 * Makes the server's half of `withHandOver()` and `handOverTokens()`: a handler of standard requests, to mount at one path, for POST.
 *
 * Only the app's own pages are heard (`Origin`, JSON), because to hand over is to sign in. Every message may come twice. What a sign-in takes
 * the place of is revoked. Answers have no token in them.
 */
export function createHandOver(options: HandOverOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      checkSender(request, options.origins)
      const text = await request.text()
      const message = text.length > MAX_CHARACTERS ? undefined : parseHandOverMessage(text)
      if (message === undefined) return reply(400, { error: 'invalid_response' })
      const client = await options.client(request)
      if (client === undefined) return reply(401, { error: 'not_signed_in' })
      return reply(200, await answer(client, message))
    } catch (error) {
      if (!(error instanceof StagedoorError)) throw error
      const { code, providerError: provider_error, retryAfterSeconds: retry_after } = error
      return reply(code === 'request_refused' ? 403 : 400, { error: code, provider_error, retry_after })
    }
  }
}

async function answer(client: ServerClient, message: HandOverMessage): Promise<object> {
  const { parts } = partsOf(client)
  switch (message.kind) {
    case 'code':
      return redeemOnce(client, parts, message)
    case 'tokens':
      return takeOver(parts, message)
    case 'session':
      return describeState(await client.restore())
    case 'profile':
      return client.getProfile()
    case 'logout':
      return client.logout()
  }
}

/** Redeems a code that a page was called back with; state and issuer were checked there. */
async function redeemOnce(
  client: ServerClient,
  { context, keeper, emit }: SignInParts,
  message: HandOverMessage & { readonly kind: 'code' },
): Promise<object> {
  const { code, code_verifier: codeVerifier, redirect_uri: redirectUri, scope } = message
  const { platform, clock } = context
  await rememberOnce(context, encodeBase64url(sha256(code)), () =>
    redeem(
      {
        context: {
          ...context,
          part: {
            ...context.part,
            async keepSession(next) {
              if (message.extends) await checkAccount(context, client, next)
              await replaceSession(context, keeper, next)
            },
          },
        },
        keeper,
        emit,
      },
      { state: '', codeVerifier, redirectUri, scope, display: 'page', expiresAt: clock.now() },
      { code, state: undefined, iss: platform.issuer },
    ),
  )
  return describeState(await client.restore())
}

/** Takes a parcel of tokens; the session is named after it, and so known when it comes again. */
async function takeOver(
  { context, keeper, emit }: SignInParts,
  { id, session }: HandOverMessage & { readonly kind: 'tokens' },
): Promise<object> {
  await rememberOnce(context, id, async () => {
    if ((await keeper.read()).session?.signIn === id) return
    await replaceSession(context, keeper, { kind: 'live', signIn: id, rotation: 0, ...session })
    emit('signed_in', keeper.state)
  })
  return { accepted: id }
}

function describeState(state: SessionState): object {
  if (state.status === 'authenticated') return { status: state.status, scope: state.scope }
  if (state.status === 'unauthenticated') return { status: state.status, reason: state.reason }
  throw state.error ?? new StagedoorError('provider_unavailable')
}

function reply(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } })
}
