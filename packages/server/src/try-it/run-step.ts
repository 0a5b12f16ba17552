import type { GrantType } from '@stagedoor/platforms'
import type { Parameters } from '@stagedoor/protocol'
import { createTokenResponseWriter } from '../endpoints/token/token-response-writer.ts'
import { createUserinfoEndpoint } from '../endpoints/userinfo/userinfo-endpoint.ts'
import { createAuthorizationCodeGrant } from '../grant-types/authorization-code.ts'
import type { GrantHandler, IssuedTokens } from '../grant-types/grant-handler.ts'
import { createRefreshTokenGrant } from '../grant-types/refresh-token.ts'
import { respondToError } from '../http/error-response.ts'
import type { HttpRequest, HttpResponse } from '../http/http-message.ts'
import type { Client } from '../ports/records.ts'
import { createRefusalBodyWriter } from '../resource-server/refusal-body.ts'
import { revokeToken } from '../revoke-token.ts'
import type { ServerContext } from '../server-context.ts'
import { noteTokenRefusal } from '../sign-in-log/note-token-refusal.ts'
import { consoleRedirectUri } from './console-redirect.ts'
import type { TryItRun } from './try-it-run.ts'

/** What became of a step: the answer as an app would get it, and the run as it stands now. */
export interface StepOutcome {
  readonly response: HttpResponse
  readonly run: TryItRun
}

/** Runs one step of a flow for an app, as a member of its team: no secret is needed, all else is as for the app itself. */
export type RunStep = (request: HttpRequest, client: Client, run: TryItRun) => Promise<StepOutcome>

/** Creates the steps that come after the person's part. */
export function createSteps(context: ServerContext): Readonly<Record<'exchange' | 'profile' | 'refresh' | 'revoke', RunStep>> {
  const { platform } = context
  const exchange = createAuthorizationCodeGrant(context)
  const refresh = platform.tokens.refreshToken === null ? undefined : createRefreshTokenGrant(context, platform.tokens.refreshToken)
  const profile = createUserinfoEndpoint(context)
  const askForTokens = createTokenRequest(context)

  return {
    exchange(request, client, run) {
      const parameters = new Map([
        ['code', run.code],
        ['redirect_uri', consoleRedirectUri(context, client.id)],
        ...(run.codeVerifier === '' ? [] : [['code_verifier', run.codeVerifier] as const]),
      ])
      return askForTokens({ request, client, run, parameters, handler: exchange, grantType: 'authorization_code' })
    },

    async refresh(request, client, run) {
      if (refresh === undefined) return { response: noAnswer, run }
      const parameters = new Map([['refresh_token', run.refreshToken]])
      return askForTokens({ request, client, run, parameters, handler: refresh, grantType: 'refresh_token' })
    },

    async profile(request, _client, run) {
      const asked = withToken(context, request, run.accessToken)
      try {
        return { response: await profile(asked), run }
      } catch (error) {
        return { response: respondToError(error, { context, cors: false, writeBody: createRefusalBodyWriter(platform) }), run }
      }
    },

    async revoke(_request, client, run) {
      await revokeToken(context, run.refreshToken === '' ? run.accessToken : run.refreshToken, client.id)
      const response = { status: 200, headers: {}, body: platform.revocation.responseBody }
      return { response, run: { ...run, stage: 'ended', code: '', accessToken: '', refreshToken: '' } }
    },
  }
}

const noAnswer: HttpResponse = { status: 404, headers: {}, body: '' }

interface TokenRequest {
  readonly request: HttpRequest
  readonly client: Client
  readonly run: TryItRun
  readonly parameters: Parameters
  readonly handler: GrantHandler
  readonly grantType: GrantType
}

function createTokenRequest(context: ServerContext): (asked: TokenRequest) => Promise<StepOutcome> {
  const writeResponse = createTokenResponseWriter(context)
  return async ({ request, client, run, parameters, handler, grantType }) => {
    const all = new Map([...parameters, ['grant_type', grantType], ['client_id', client.id]])
    try {
      const binding = { accessToken: null, refreshToken: null }
      const tokens = await handler.issue({ parameters: all, client, remoteAddress: request.remoteAddress, binding })
      context.signInRecorder?.note({ ...tokens.trace, station: grantType === 'refresh_token' ? 'refresh' : 'token' })
      const body = await writeResponse(tokens)
      return { response: { status: 200, headers: jsonHeaders, body }, run: keepTokens(run, tokens) }
    } catch (error) {
      noteTokenRefusal(context, { request: { ...request, headers: {} }, parameters: all }, error)
      return { response: respondToError(error, { context, cors: false, clientId: client.id }), run: { ...run, stage: afterRefusal(run) } }
    }
  }
}

const jsonHeaders = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }

function keepTokens(run: TryItRun, { accessToken, refreshToken }: IssuedTokens): TryItRun {
  return { ...run, stage: 'open', code: '', codeVerifier: '', accessToken, refreshToken: refreshToken ?? '' }
}

/** A code that was refused is of no more use; tokens may be. */
function afterRefusal({ stage }: TryItRun): TryItRun['stage'] {
  return stage === 'returned' ? 'ended' : stage
}

/** The request that an app would send for the profile. */
function withToken({ platform }: ServerContext, request: HttpRequest, token: string): HttpRequest {
  return {
    method: platform.profile.method,
    path: new URL(platform.endpoints.userinfo).pathname,
    query: '',
    headers: { authorization: `${platform.resources.authorizationSchemes[0]} ${token}` },
    remoteAddress: request.remoteAddress,
    readBody: async () => new Uint8Array(),
  }
}
