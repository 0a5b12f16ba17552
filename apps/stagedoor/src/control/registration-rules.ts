import type { ClientAuthenticationMethod, GrantType, PlatformDescription } from '@stagedoor/platforms'
import { type ClientMetadata, parseRedirectUri, parseScope, type RedirectUri } from '@stagedoor/protocol'
import type { Client } from '@stagedoor/server/ports'
import { ControlError } from './control-error.ts'

/** What a registration decides about a client. */
export type Registration = Pick<Client, 'name' | 'applicationType' | 'authenticationMethod' | 'redirectUris' | 'scope'>

/**
 * Decides what a client becomes, by the rules of the platform (RFC 7591 §2). Pure.
 *
 * @throws ControlError `invalid_client_metadata`, `invalid_redirect_uri`.
 */
export function decideRegistration(platform: PlatformDescription, metadata: ClientMetadata): Registration {
  checkGrantTypes(platform, metadata)
  const redirectUris = readRedirectUris(platform, metadata)
  const applicationType = decideApplicationType(metadata, redirectUris)
  return {
    name: metadata.client_name?.trim() || 'Unnamed app',
    applicationType,
    authenticationMethod: decideAuthenticationMethod(platform, metadata, applicationType),
    redirectUris: redirectUris.map(({ uri }) => uri),
    scope: readScope(platform, metadata.scope),
  }
}

/** Grant types of a client that names none (RFC 7591 §2): all that the platform has for a person who signs in. */
export function defaultGrantTypes({ tokenRequest }: PlatformDescription): readonly GrantType[] {
  return tokenRequest.grantTypes.filter((type) => type === 'authorization_code' || type === 'refresh_token')
}

function checkGrantTypes({ tokenRequest }: PlatformDescription, { grant_types = [], response_types = [] }: ClientMetadata): void {
  const known: readonly string[] = tokenRequest.grantTypes
  const grantType = grant_types.find((type) => !known.includes(type))
  if (grantType !== undefined)
    throw invalidMetadata(`grant_types has ${quote(grantType)}; this platform has ${known.join(', ') || 'none'}.`)
  const responseType = response_types.find((type) => type !== 'code')
  if (responseType !== undefined) throw invalidMetadata(`response_types has ${quote(responseType)}; this platform has code.`)
}

function readRedirectUris(
  { redirectUris: rules }: PlatformDescription,
  { redirect_uris: texts = [], grant_types: grantTypes }: ClientMetadata,
): readonly RedirectUri[] {
  // A client that signs nobody in by redirect needs nowhere to be redirected to (RFC 7591 §2).
  const isRedirected = grantTypes === undefined || grantTypes.includes('authorization_code')
  if (texts.length === 0 && isRedirected && rules.whenNoneRegistered === 'refuse') {
    throw new ControlError('invalid_redirect_uri', 'redirect_uris needs at least one redirect URI.')
  }
  if (texts.length > rules.maxCount) throw new ControlError('invalid_redirect_uri', `redirect_uris has at most ${rules.maxCount} entries.`)
  return texts.map((text, index) => {
    const uri = parseRedirectUri(text, rules)
    if (!uri.ok) throw new ControlError('invalid_redirect_uri', `redirect_uris[${index}]: ${uri.problem.message}`)
    return uri.value
  })
}

/** Any app on a device can claim a custom scheme, so a client that has one is native, whose person always sees the consent screen. */
function decideApplicationType({ application_type }: ClientMetadata, redirectUris: readonly RedirectUri[]): 'web' | 'native' {
  const custom = redirectUris.find((uri) => uri.custom)
  if (application_type === 'web' && custom !== undefined) {
    throw new ControlError('invalid_redirect_uri', `${quote(custom.uri)} has a custom scheme, which needs "application_type": "native".`)
  }
  return application_type ?? (custom === undefined ? 'web' : 'native')
}

function decideAuthenticationMethod(
  { client }: PlatformDescription,
  { token_endpoint_auth_method: wanted }: ClientMetadata,
  applicationType: 'web' | 'native',
): ClientAuthenticationMethod {
  const { authenticationMethods: methods } = client
  const [first] = methods
  // A program on somebody's device cannot keep a secret (RFC 8252 §8.5).
  const fallback = applicationType === 'native' && methods.includes('none') ? 'none' : first
  const method = wanted === undefined ? fallback : methods.find((candidate) => candidate === wanted)
  if (method === undefined) throw invalidMetadata(`token_endpoint_auth_method is one of ${methods.join(', ')} on this platform.`)
  return method
}

function readScope({ scopes }: PlatformDescription, text: string | undefined): readonly string[] {
  const known = scopes.map(({ token }) => token)
  if (text === undefined) return known
  const scope = parseScope(text)
  if (!scope.ok) throw invalidMetadata(scope.problem.message)
  const unknown = scope.value.find((token) => !known.includes(token))
  if (unknown !== undefined) throw invalidMetadata(`scope has ${quote(unknown)}; this platform knows ${known.join(' ')}.`)
  if (scope.value.length === 0) throw invalidMetadata('scope is empty: name scope tokens, or leave it out for all.')
  return scope.value
}

function invalidMetadata(description: string): ControlError {
  return new ControlError('invalid_client_metadata', description)
}

/** Quotes what was sent, so that it cannot be taken for our words. */
function quote(text: string): string {
  return JSON.stringify(text.slice(0, 200))
}
