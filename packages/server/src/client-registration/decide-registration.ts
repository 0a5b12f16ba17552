import type { ClientAuthenticationMethod, GrantType, PlatformDescription } from '@stagedoor/platforms'
import { type ClientMetadata, parseScope, type RedirectUri } from '@stagedoor/protocol'
import type { Client } from '../ports/records.ts'
import { checkRedirectUris } from './check-redirect-uris.ts'
import { RegistrationError, type RegistrationField, type RegistrationProblem } from './registration-problem.ts'

/** What a registration decides about a client. */
export type Registration = Pick<Client, 'name' | 'applicationType' | 'authenticationMethod' | 'redirectUris' | 'scope'>

/**
 * Decides what a client becomes, by the rules of the platform (RFC 7591 §2). Pure.
 *
 * @throws RegistrationError
 */
export function decideRegistration(platform: PlatformDescription, metadata: ClientMetadata): Registration {
  checkGrantTypes(platform, metadata)
  const redirectUris = readRedirectUris(platform, metadata)
  const applicationType = decideApplicationType(metadata.application_type, redirectUris)
  return {
    name: metadata.client_name?.trim() || 'Unnamed app',
    applicationType,
    authenticationMethod: decideAuthenticationMethod(platform, metadata.token_endpoint_auth_method, applicationType),
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
  if (grantType !== undefined) {
    const all = known.join(', ') || 'none'
    throw refusal('grantTypes', 'grant_type_unknown', `grant_types has ${quote(grantType)}; this platform has ${all}.`)
  }
  const responseType = response_types.find((type) => type !== 'code')
  if (responseType !== undefined) {
    throw refusal('responseTypes', 'response_type_unknown', `response_types has ${quote(responseType)}; this platform has code.`)
  }
}

function readRedirectUris(
  { redirectUris: rules }: PlatformDescription,
  { redirect_uris: texts = [], grant_types: grantTypes }: ClientMetadata,
): readonly RedirectUri[] {
  // A client that signs nobody in by redirect needs nowhere to be redirected to (RFC 7591 §2).
  const isRedirected = grantTypes === undefined || grantTypes.includes('authorization_code')
  if (texts.length === 0 && isRedirected && rules.whenNoneRegistered === 'refuse') {
    throw refusal('redirectUris', 'redirect_uri_missing', 'redirect_uris needs at least one redirect URI.')
  }
  if (texts.length > rules.maxCount)
    throw refusal('redirectUris', 'redirect_uri_count', `redirect_uris has at most ${rules.maxCount} entries.`)
  const { accepted, problems } = checkRedirectUris(rules, texts)
  const [first, ...others] = problems.map((problem) => ({ ...problem, message: `redirect_uris[${problem.index}]: ${problem.message}` }))
  if (first !== undefined) throw new RegistrationError([first, ...others])
  return accepted
}

/** Any app on a device can claim a custom scheme, so a client that has one is native, whose person always sees the consent screen. */
function decideApplicationType(wanted: 'web' | 'native' | undefined, redirectUris: readonly RedirectUri[]): 'web' | 'native' {
  const custom = redirectUris.find((uri) => uri.custom)
  if (wanted === 'web' && custom !== undefined) {
    const message = `${quote(custom.uri)} has a custom scheme, which an app of the type "native" alone may have.`
    throw refusal('redirectUris', 'redirect_uri_needs_native', message)
  }
  return wanted ?? (custom === undefined ? 'web' : 'native')
}

function decideAuthenticationMethod(
  { client }: PlatformDescription,
  wanted: string | undefined,
  applicationType: 'web' | 'native',
): ClientAuthenticationMethod {
  const { authenticationMethods: methods } = client
  const [first] = methods
  // A program on somebody's device cannot keep a secret (RFC 8252 §8.5).
  const fallback = applicationType === 'native' && methods.includes('none') ? 'none' : first
  const method = wanted === undefined ? fallback : methods.find((candidate) => candidate === wanted)
  if (method === undefined) {
    const message = `token_endpoint_auth_method is one of ${methods.join(', ')} on this platform.`
    throw refusal('authenticationMethod', 'authentication_method_unknown', message)
  }
  return method
}

function readScope({ scopes }: PlatformDescription, text: string | undefined): readonly string[] {
  const known = scopes.map(({ token }) => token)
  if (text === undefined || (text === '' && known.length === 0)) return known
  const scope = parseScope(text)
  if (!scope.ok) throw refusal('scope', scope.problem.code, scope.problem.message)
  const unknown = scope.value.find((token) => !known.includes(token))
  if (unknown !== undefined) throw refusal('scope', 'scope_unknown', `scope has ${quote(unknown)}; this platform knows ${known.join(' ')}.`)
  if (scope.value.length === 0) throw refusal('scope', 'scope_empty', 'scope is empty: name scope tokens, or leave it out for all.')
  return scope.value
}

function refusal(field: RegistrationField, code: string, message: string): RegistrationError {
  const problem: RegistrationProblem = { field, code, message }
  return new RegistrationError([problem])
}

/** Quotes what was sent, so that it cannot be taken for our words. */
function quote(text: string): string {
  return JSON.stringify(text.slice(0, 200))
}
