import { formatBearerChallenge, OAuthError } from '@stagedoor/protocol'
import { StoreUnavailableError } from '../ports/store.ts'
import { PasswordHasherBusyError } from '../ports/world.ts'
import type { DPOP_SCHEME } from '../resource-server/read-credentials.ts'
import type { Refusal, RefusalBodyWriter } from '../resource-server/refusal-body.ts'
import type { ServerContext } from '../server-context.ts'
import { PRIVATE_JSON_HEADERS, SHARED_JSON_HEADERS } from './api-headers.ts'
import type { HttpResponse } from './http-message.ts'
import { RequestRefusal } from './request-refusal.ts'

/** What surrounds an error: whose request it was, and who may read the answer. */
export interface ErrorSurroundings {
  readonly context: ServerContext
  /** Whether pages of any origin may read it. */
  readonly cors: boolean
  readonly clientId?: string | undefined
  /** The scope that would have been enough, for the challenge. */
  readonly scope?: readonly string[]
  /** Under which the token came, at an API, where that is not the platform's first. */
  readonly scheme?: typeof DPOP_SCHEME
  /** Writes the body; by default the members of RFC 6749 §5.2. */
  readonly writeBody?: RefusalBodyWriter
}

/**
 * Writes any error to the wire and to the log; the only place that does so for endpoints that speak JSON.
 *
 * A refusal shows its public sentence (RFC 6749 §5.2) and logs its real reason. A database out of reach is `temporarily_unavailable`,
 * and so is a password that nobody has time to check.
 * Anything else is a bug: logged whole, shown as an id.
 */
export function respondToError(error: unknown, surroundings: ErrorSurroundings): HttpResponse {
  if (error instanceof OAuthError) return writeRefusal(error, surroundings)
  if (error instanceof StoreUnavailableError || error instanceof PasswordHasherBusyError) return writeUnavailable(error, surroundings)
  return writeBug(error, surroundings)
}

function writeRefusal(error: OAuthError, surroundings: ErrorSurroundings): HttpResponse {
  const { context, cors, clientId } = surroundings
  context.log({ reason: error.reason, at: context.clock(), error: error.code, ...(clientId !== undefined && { clientId }) })
  const challenge = challengeFor(error, surroundings)
  const status = statusOf(error, challenge)
  const ownBody = error instanceof RequestRefusal ? error.body : undefined
  return {
    status,
    headers: {
      ...jsonHeaders(cors),
      ...(challenge !== undefined && { 'WWW-Authenticate': challenge }),
      ...(error instanceof RequestRefusal && error.headers),
    },
    body: ownBody === undefined ? writeBody(surroundings, { status, error: error.code, message: error.message }) : JSON.stringify(ownBody),
  }
}

function writeBody({ context, writeBody: write }: ErrorSurroundings, refusal: Refusal): string {
  if (write !== undefined) return write(refusal)
  const { describesErrors } = context.platform.tokenResponse
  return JSON.stringify({ error: refusal.error, ...(describesErrors && { error_description: refusal.message }) })
}

/**
 * RFC 9110 §15.5.2: a 401 names a scheme. A platform that takes no Basic has none to name: RFC 6749 §5.2 leaves it 400 then.
 * A proof that is a bad request at the token endpoint is a 401 at an API (RFC 9449 §7.1).
 */
function statusOf(error: OAuthError, challenge: string | undefined): number {
  if (challenge === undefined) return error.status === 401 ? 400 : error.status
  return error.status === 400 ? 401 : error.status
}

function challengeFor(error: OAuthError, { context: { platform }, scope = [], scheme }: ErrorSurroundings): string | undefined {
  const { realm } = platform.profile
  switch (error.code) {
    case 'invalid_client':
      if (!platform.client.authenticationMethods.includes('client_secret_basic')) return undefined
      return formatBearerChallenge({ scheme: 'Basic', realm })
    case 'invalid_dpop_proof':
    case 'use_dpop_nonce':
    case 'invalid_token':
    case 'insufficient_scope':
      if (scheme === undefined && error.status === 400) return undefined // at the token endpoint
      return formatBearerChallenge({
        scheme: scheme ?? platform.resources.authorizationSchemes[0],
        realm,
        error: error.code,
        errorDescription: error.message,
        ...(error.code === 'insufficient_scope' && scope.length > 0 && { scope }),
        ...(scheme !== undefined && platform.tokens.dpop && { algs: platform.tokens.dpop.algorithms }),
      })
    default:
      return undefined
  }
}

function writeUnavailable(error: StoreUnavailableError | PasswordHasherBusyError, surroundings: ErrorSurroundings): HttpResponse {
  const { context, cors, clientId } = surroundings
  const code = 'temporarily_unavailable'
  context.log({ reason: error.code, at: context.clock(), error: code, cause: error, ...(clientId !== undefined && { clientId }) })
  return {
    status: 503,
    headers: { ...jsonHeaders(cors), 'Retry-After': '1' },
    body: writeBody(surroundings, { status: 503, error: code, message: 'The server cannot do this now. Try again in a moment.' }),
  }
}

function writeBug(cause: unknown, surroundings: ErrorSurroundings): HttpResponse {
  const { context, cors, clientId } = surroundings
  const errorId = Buffer.from(context.random(9)).toString('base64url')
  context.log({ reason: 'bug', at: context.clock(), error: 'server_error', errorId, cause, ...(clientId !== undefined && { clientId }) })
  return {
    status: 500,
    headers: jsonHeaders(cors),
    body: writeBody(surroundings, {
      status: 500,
      error: 'server_error',
      message: `Something is wrong with this server. Error id: ${errorId}`,
    }),
  }
}

/** A page of another origin sees only the headers that are named (Fetch, CORS-safelisted response-header names), and these two tell it what to do next. */
const sharedErrorHeaders = { ...SHARED_JSON_HEADERS, 'Access-Control-Expose-Headers': 'WWW-Authenticate, Retry-After' }

function jsonHeaders(cors: boolean): Readonly<Record<string, string>> {
  return cors ? sharedErrorHeaders : PRIVATE_JSON_HEADERS
}
