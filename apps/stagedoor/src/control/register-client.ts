import { randomBytes } from 'node:crypto'
import type { ClientAuthenticationMethod, PlatformDescription } from '@stagedoor/platforms'
import { type ClientMetadata, parseClientMetadata } from '@stagedoor/protocol'
import {
  createClientId,
  createClientSecret,
  decideRegistration,
  defaultGrantTypes,
  type Registration,
  RegistrationError,
} from '@stagedoor/server/client-registration'
import type { Client } from '@stagedoor/server/ports'
import type { PlatformAct } from './control-act.ts'
import { ControlError } from './control-error.ts'

/** A registered client, as RFC 7591 §3.2.1 answers it. */
export interface ClientRegistration extends ClientMetadata {
  readonly client_id: string
  readonly client_secret?: string
  readonly client_secret_expires_at?: number
  readonly client_id_issued_at: number
  readonly client_name: string
  readonly redirect_uris: readonly string[]
  readonly token_endpoint_auth_method: ClientAuthenticationMethod
  readonly scope: string
}

/**
 * `POST /_control/<platform>/clients`: registers a client (RFC 7591 §3.1), by the rules of the platform.
 * Answers with all that was registered (§3.2.1); the secret is shown this once.
 *
 * @throws ControlError `invalid_client_metadata`, `invalid_redirect_uri`.
 */
export const registerClient: PlatformAct<ClientRegistration> = async ({ description, server, store }, input) => {
  const metadata = parseClientMetadata(input)
  if (!metadata.ok) throw new ControlError('invalid_client_metadata', metadata.problem.message)
  const registration = decide(description, metadata.value)
  const secret = registration.authenticationMethod === 'none' ? undefined : createClientSecret(randomBytes)
  const client: Client = {
    ...registration,
    id: createClientId(description.client, randomBytes),
    secretDigests: secret === undefined ? [] : [secret.digest],
    homepage: metadata.value.client_uri ?? null,
    verified: false,
    createdAt: server.context.now(),
    disabledAt: null,
  }
  await store.clients.add(client)
  return { status: 201, body: describeRegistration(client, { ...defaultTypes(description), ...metadata.value }, secret?.text) }
}

function decide(platform: PlatformDescription, metadata: ClientMetadata): Registration {
  try {
    return decideRegistration(platform, metadata)
  } catch (error) {
    if (!(error instanceof RegistrationError)) throw error
    const [problem] = error.problems
    throw new ControlError(problem.field === 'redirectUris' ? 'invalid_redirect_uri' : 'invalid_client_metadata', problem.message)
  }
}

function defaultTypes(platform: PlatformDescription): Pick<ClientMetadata, 'grant_types' | 'response_types'> {
  return { grant_types: defaultGrantTypes(platform), response_types: ['code'] }
}

function describeRegistration(client: Client, metadata: ClientMetadata, secret: string | undefined): ClientRegistration {
  return {
    ...metadata,
    client_id: client.id,
    // Required beside a secret; 0 says that it does not expire.
    ...(secret !== undefined && { client_secret: secret, client_secret_expires_at: 0 }),
    client_id_issued_at: client.createdAt,
    client_name: client.name,
    application_type: client.applicationType,
    redirect_uris: client.redirectUris,
    token_endpoint_auth_method: client.authenticationMethod,
    scope: client.scope.join(' '),
  }
}
