import { createHash, randomBytes } from 'node:crypto'
import { type ClientMetadata, includesScope, parseClientMetadata, parseRedirectUri, parseScope } from '@stagedoor/protocol'
import type { Client } from '@stagedoor/server/ports'
import type { PlatformHost } from '../dev/platform-host.ts'
import type { ControlAnswer } from './control.ts'
import { ControlError } from './control-error.ts'

/** `POST /_control/<platform>/clients`: registers a client (RFC 7591 §3). The secret is in this answer and nowhere else. */
export async function registerClient({ description, store, server }: PlatformHost, body: unknown): Promise<ControlAnswer> {
  const metadata = checkMetadata(body)
  const authenticationMethod = checkAuthenticationMethod(description.client.authenticationMethods, metadata)
  const secret = authenticationMethod === 'none' ? undefined : randomBytes(32).toString('base64url')
  const client: Client = {
    id: createClientId(description.client.idFormat),
    name: metadata.client_name ?? 'An app without a name',
    applicationType: metadata.application_type ?? 'web',
    authenticationMethod,
    secretDigests: secret === undefined ? [] : [createHash('sha256').update(secret).digest()],
    redirectUris: checkRedirectUris(description.redirectUris, metadata.redirect_uris ?? []),
    scope: checkScope(
      description.scopes.map(({ token }) => token),
      metadata.scope,
    ),
    homepage: metadata.client_uri ?? null,
    verified: false,
    createdAt: server.context.now(),
    disabledAt: null,
  }
  await store.clients.add(client)
  return { status: 201, body: formatRegistration(client, metadata, secret) }
}

/** The client information response (RFC 7591 §3.2.1). */
function formatRegistration(client: Client, metadata: ClientMetadata, secret: string | undefined) {
  return {
    ...metadata,
    client_id: client.id,
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: 0 }),
    client_id_issued_at: client.createdAt,
    client_name: client.name,
    redirect_uris: client.redirectUris,
    scope: client.scope.join(' '),
    application_type: client.applicationType,
    token_endpoint_auth_method: client.authenticationMethod,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  }
}

function checkMetadata(body: unknown): ClientMetadata {
  const metadata = parseClientMetadata(body)
  if (!metadata.ok) throw new ControlError(400, 'invalid_client_metadata', metadata.problem.message)
  return metadata.value
}

function checkAuthenticationMethod(
  methods: readonly Client['authenticationMethod'][],
  metadata: ClientMetadata,
): Client['authenticationMethod'] {
  const asked = metadata.token_endpoint_auth_method
  const method = asked === undefined ? methods[0] : methods.find((known) => known === asked)
  if (method !== undefined) return method
  throw new ControlError(400, 'invalid_client_metadata', `token_endpoint_auth_method must be one of: ${methods.join(', ')}.`)
}

function checkRedirectUris(rules: PlatformHost['description']['redirectUris'], uris: readonly string[]): readonly string[] {
  if (uris.length === 0) throw new ControlError(400, 'invalid_redirect_uri', 'redirect_uris must name at least one redirect URI.')
  if (uris.length > rules.maxCount)
    throw new ControlError(400, 'invalid_redirect_uri', `redirect_uris has ${rules.maxCount} entries at most.`)
  for (const [index, uri] of uris.entries()) {
    const parsed = parseRedirectUri(uri, rules)
    if (!parsed.ok) throw new ControlError(400, 'invalid_redirect_uri', `redirect_uris[${index}]: ${parsed.problem.message}`)
  }
  return uris
}

function checkScope(known: readonly string[], text: string | undefined): readonly string[] {
  if (text === undefined) return known
  const scope = parseScope(text)
  if (!scope.ok) throw new ControlError(400, 'invalid_client_metadata', `scope: ${scope.problem.message}`)
  if (!includesScope(known, scope.value))
    throw new ControlError(400, 'invalid_client_metadata', `scope: this platform knows ${known.join(' ')}.`)
  return scope.value
}

function createClientId({ kind, length }: PlatformHost['description']['client']['idFormat']): string {
  return randomBytes(length).toString(kind).slice(0, length)
}
