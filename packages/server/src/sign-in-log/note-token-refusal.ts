import { findClientCredentials, OAuthError, type Parameters } from '@stagedoor/protocol'
import { readClientId } from '../client-id.ts'
import type { HttpRequest } from '../http/http-message.ts'
import type { Client, SecretKey } from '../ports/records.ts'
import type { SignInFacts, SignInStation } from '../ports/sign-in-log-store.ts'
import { codeFormat, deviceCodeFormat, readOpaqueSecret, TIME_BYTES } from '../secrets/opaque-secret.ts'
import { readRefreshToken } from '../secrets/refresh-token-secret.ts'
import type { ServerContext } from '../server-context.ts'
import { ExplainedRefusal } from './explained-refusal.ts'
import type { SignInRecorder } from './sign-in-recorder.ts'

/** A refused request of an endpoint where clients introduce themselves. */
export interface RefusedRequest {
  readonly request: HttpRequest
  readonly parameters: Parameters
  readonly station?: SignInStation
}

/** What is not a failure, but how the protocol goes on. */
const PART_OF_THE_WAY: ReadonlySet<string> = new Set(['authorization_pending', 'slow_down', 'use_dpop_nonce'])

/**
 * Notes why a token request was refused. The answer does not wait for it.
 *
 * What was refused because nobody could tell which client it was from is noted for the client that it names, as its developers want to know.
 * A request that names none, or one that does not exist, is nobody's.
 */
export function noteTokenRefusal(context: ServerContext, refused: RefusedRequest, error: unknown): void {
  const { signInRecorder: recorder } = context
  if (recorder === undefined || (error instanceof OAuthError && PART_OF_THE_WAY.has(error.code))) return
  void note(context, recorder, refused, error).catch((cause: unknown) => {
    context.log({ reason: 'sign_in_log_failed', at: context.clock(), cause })
  })
}

async function note(context: ServerContext, recorder: SignInRecorder, refused: RefusedRequest, error: unknown): Promise<void> {
  const client = await findNamedClient(context, refused)
  if (client === undefined) return
  const keys = findKeys(context, refused.parameters)
  const station = refused.station ?? (refused.parameters.get('grant_type') === 'refresh_token' ? 'refresh' : 'token')
  const refusal =
    error instanceof OAuthError
      ? { reason: error.reason, error: error.code, facts: findFacts(context, client, refused, error) }
      : { reason: 'bug', error: 'server_error' }
  recorder.note({ clientId: client.id, keys, station, ...refusal })
}

async function findNamedClient(context: ServerContext, { request, parameters }: RefusedRequest): Promise<Client | undefined> {
  const credentials = findClientCredentials(readHeader(context, request), parameters)
  const named = (credentials.ok ? credentials.value.clientId : undefined) ?? parameters.get('client_id')
  const id = named === undefined ? undefined : readClientId(context.platform.client, named)
  return id === undefined ? undefined : context.store.clients.find(id)
}

function readHeader({ platform }: ServerContext, { headers }: HttpRequest): string | undefined {
  const takesHeader = platform.client.authenticationMethods.includes('client_secret_basic')
  return takesHeader && typeof headers.authorization === 'string' ? headers.authorization : undefined
}

function findKeys({ platform }: ServerContext, parameters: Parameters): readonly SecretKey[] {
  const rules = platform.tokens.refreshToken
  const keys = [
    readOpaqueSecret(codeFormat(platform), parameters.get('code') ?? ''),
    readOpaqueSecret(deviceCodeFormat(platform), parameters.get('device_code') ?? ''),
    rules === null ? undefined : readRefreshToken(rules.format, parameters.get('refresh_token') ?? '')?.grantId,
  ]
  return keys.filter((key) => key !== undefined)
}

function findFacts(context: ServerContext, client: Client, refused: RefusedRequest, error: OAuthError): SignInFacts {
  if (error instanceof ExplainedRefusal) return error.facts
  const { parameters } = refused
  switch (error.reason) {
    case 'code_expired':
      return describeLateness(context, parameters)
    case 'grant_type_unknown':
      return { sent: parameters.get('grant_type') ?? '', expected: context.platform.tokenRequest.grantTypes.join(' ') }
    case 'scope_unknown':
    case 'scope_not_registered':
    case 'scope_exceeds_grant':
      return { missing: parameters.get('scope') ?? '', expected: client.scope.join(' ') }
    default:
      return error.code === 'invalid_client' || error.reason.startsWith('client_') ? describeAuthentication(context, client, refused) : {}
  }
}

/** A code says when it was issued. */
function describeLateness({ platform, clock }: ServerContext, parameters: Parameters): SignInFacts {
  const key = readOpaqueSecret(codeFormat(platform), parameters.get('code') ?? '')
  if (key === undefined) return {}
  const issuedAt = Buffer.from(key).readUIntBE(0, TIME_BYTES)
  return { secondsLate: Math.max(0, Math.round((clock() - issuedAt) / 1000) - platform.tokens.codeLifetimeSeconds) }
}

/** How the client is registered to prove itself, and how it did. */
function describeAuthentication(context: ServerContext, client: Client, { request, parameters }: RefusedRequest): SignInFacts {
  const credentials = findClientCredentials(readHeader(context, request), parameters)
  const sent = credentials.ok ? credentials.value.method : credentials.problem.code
  return { sent, expected: client.authenticationMethod }
}
