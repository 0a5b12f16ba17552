import { timingSafeEqual } from 'node:crypto'
import type { ClientAuthenticationMethod } from '@stagedoor/platforms'
import { type ClientCredentials, findClientCredentials, OAuthError, type Parameters } from '@stagedoor/protocol'
import { readClientId } from './client-id.ts'
import type { HttpRequest } from './http/http-message.ts'
import type { Client } from './ports/records.ts'
import { sha256 } from './secrets/sha256.ts'
import type { ServerContext } from './server-context.ts'

/** Compared against when there is no digest to compare with, so that unknown clients take as long as known ones. */
const nobodysDigest = new Uint8Array(32)

/**
 * Finds out which client is calling and proves it (RFC 6749 §2.3).
 *
 * A secret may come in the header or in the body, as the platform allows, never in both; a public client names itself, and nothing else.
 * An unknown client, a disabled one and a wrong secret look and take the same.
 *
 * @param methods - Those that this request may use, where they are fewer than the platform's.
 * @returns `undefined` when the request names no client.
 * @throws OAuthError `invalid_client`; `invalid_request` for header and body at once.
 */
export async function authenticateClient(
  context: ServerContext,
  request: HttpRequest,
  parameters: Parameters,
  methods: readonly ClientAuthenticationMethod[] = context.platform.client.authenticationMethods,
): Promise<Client | undefined> {
  const credentials = readCredentials(context, request, parameters)
  if (credentials.clientId === undefined) return undefined
  checkMethod(credentials, methods)
  const id = readClientId(context.platform.client, credentials.clientId)
  const client = id === undefined ? undefined : await context.store.clients.find(id)
  const digest = findDigest(credentials.clientSecret, client)
  const problem = findProblem(client, credentials, { digest, methods })
  if (client === undefined || problem !== undefined) throw refuse(context, problem ?? 'client_unknown')
  if (digest !== undefined) context.secretUses.note(client.id, digest)
  return client
}

/** {@link authenticateClient}, for who may not stay unnamed. */
export async function requireClient(context: ServerContext, request: HttpRequest, parameters: Parameters): Promise<Client> {
  const client = await authenticateClient(context, request, parameters)
  if (client === undefined) throw new OAuthError('invalid_client', 'The client is not named.', { reason: 'client_missing' })
  return client
}

function readCredentials({ platform }: ServerContext, request: HttpRequest, parameters: Parameters): ClientCredentials {
  // Where nobody authenticates by header, an Authorization header is no credential of a client.
  const takesHeader = platform.client.authenticationMethods.includes('client_secret_basic')
  const result = findClientCredentials(takesHeader ? readHeader(request) : undefined, parameters)
  if (result.ok) return result.value
  const { code, message } = result.problem
  // > invalid_request: The request … utilizes more than one mechanism for authenticating the client (RFC 6749 §5.2)
  throw new OAuthError(code === 'client_authentication_multiple' ? 'invalid_request' : 'invalid_client', message, { reason: code })
}

/** Looks at the way alone, before the client: it is no secret which ways there are. */
function checkMethod({ method }: ClientCredentials, methods: readonly ClientAuthenticationMethod[]): void {
  if (method === 'none' || methods.includes(method)) return
  const known = methods.filter((known) => known !== 'none')
  const sentence = known.length === 0 ? 'Clients have no secret here.' : `The client authenticates with ${known.join(' or ')} here.`
  throw new OAuthError('invalid_client', sentence, { reason: 'client_authentication_method' })
}

function readHeader({ headers }: HttpRequest): string | undefined {
  return typeof headers.authorization === 'string' ? headers.authorization : undefined
}

function findProblem(
  client: Client | undefined,
  { method }: ClientCredentials,
  { digest, methods }: { readonly digest: Uint8Array | undefined; readonly methods: readonly ClientAuthenticationMethod[] },
): string | undefined {
  if (client === undefined) return 'client_unknown'
  if (client.disabledAt !== null) return 'client_disabled'
  if (client.authenticationMethod === 'none' && method !== 'none') return 'client_is_public'
  if (client.authenticationMethod === 'none') return methods.includes('none') ? undefined : 'client_authentication_method'
  if (method === 'none') return 'client_secret_missing'
  return digest !== undefined ? undefined : 'client_secret_wrong'
}

/**
 * Finds which of the client's secrets was sent. Compares always, before anything else is looked at: the time taken tells nothing.
 *
 * A secret has 256 random bits, so one SHA-256 protects it; a slow hash would protect no better and cost every token request.
 */
function findDigest(secret: string | undefined, client: Client | undefined): Uint8Array | undefined {
  if (secret === undefined) return undefined
  const digest = sha256(secret)
  const digests = client?.secretDigests ?? []
  let found: Uint8Array | undefined
  for (const known of digests.length === 0 ? [nobodysDigest] : digests) {
    if (timingSafeEqual(digest, known)) found = known
  }
  return found
}

function refuse({ platform }: ServerContext, reason: string): OAuthError {
  return new OAuthError('invalid_client', platform.refusalDescriptions[reason] ?? 'The client could not be authenticated.', { reason })
}
