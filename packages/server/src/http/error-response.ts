import { formatBearerChallenge, OAuthError } from '@stagedoor/protocol'
import { StoreUnavailableError } from '../ports/store.ts'
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
}

/**
 * Writes any error to the wire and to the log; the only place that does so for endpoints that speak JSON.
 *
 * A refusal shows its public sentence (RFC 6749 §5.2) and logs its real reason. A database out of reach is `temporarily_unavailable`.
 * Anything else is a bug: logged whole, shown as an id.
 */
export function respondToError(error: unknown, surroundings: ErrorSurroundings): HttpResponse {
  if (error instanceof OAuthError) return writeRefusal(error, surroundings)
  if (error instanceof StoreUnavailableError) return writeUnavailable(error, surroundings)
  return writeBug(error, surroundings)
}

function writeRefusal(error: OAuthError, { context, cors, clientId }: ErrorSurroundings): HttpResponse {
  context.log({ reason: error.reason, at: context.clock(), error: error.code, ...(clientId !== undefined && { clientId }) })
  const challenge = challengeFor(error, context)
  return {
    status: statusOf(error, challenge),
    headers: {
      ...jsonHeaders(cors),
      ...(challenge !== undefined && { 'WWW-Authenticate': challenge }),
      ...(error instanceof RequestRefusal && error.headers),
    },
    body: JSON.stringify({ error: error.code, error_description: error.message }),
  }
}

/** RFC 9110 §15.5.2: a 401 names a scheme. A platform that takes no Basic has none to name: RFC 6749 §5.2 leaves it 400 then. */
function statusOf(error: OAuthError, challenge: string | undefined): number {
  return error.status === 401 && challenge === undefined ? 400 : error.status
}

function challengeFor(error: OAuthError, { platform }: ServerContext): string | undefined {
  const { realm } = platform.profile
  switch (error.code) {
    case 'invalid_client':
      if (!platform.client.authenticationMethods.includes('client_secret_basic')) return undefined
      return formatBearerChallenge({ scheme: 'Basic', realm })
    case 'invalid_token':
    case 'insufficient_scope':
      return formatBearerChallenge({
        scheme: platform.resources.authorizationSchemes[0],
        realm,
        error: error.code,
        errorDescription: error.message,
        ...(error.code === 'insufficient_scope' && platform.profile.requiredScope !== null && { scope: [platform.profile.requiredScope] }),
      })
    default:
      return undefined
  }
}

function writeUnavailable(error: StoreUnavailableError, { context, cors, clientId }: ErrorSurroundings): HttpResponse {
  context.log({
    reason: error.code,
    at: context.clock(),
    error: 'temporarily_unavailable',
    cause: error,
    ...(clientId !== undefined && { clientId }),
  })
  return {
    status: 503,
    headers: { ...jsonHeaders(cors), 'Retry-After': '1' },
    body: JSON.stringify({ error: 'temporarily_unavailable', error_description: 'The server cannot do this now. Try again in a moment.' }),
  }
}

function writeBug(cause: unknown, { context, cors, clientId }: ErrorSurroundings): HttpResponse {
  const errorId = Buffer.from(context.random(9)).toString('base64url')
  context.log({ reason: 'bug', at: context.clock(), error: 'server_error', errorId, cause, ...(clientId !== undefined && { clientId }) })
  return {
    status: 500,
    headers: jsonHeaders(cors),
    body: JSON.stringify({ error: 'server_error', error_description: `Something is wrong with this server. Error id: ${errorId}` }),
  }
}

/** A page of another origin sees only the headers that are named (Fetch, CORS-safelisted response-header names), and these two tell it what to do next. */
const sharedErrorHeaders = { ...SHARED_JSON_HEADERS, 'Access-Control-Expose-Headers': 'WWW-Authenticate, Retry-After' }

function jsonHeaders(cors: boolean): Readonly<Record<string, string>> {
  return cors ? sharedErrorHeaders : PRIVATE_JSON_HEADERS
}
