import type { JsonValue, PlatformDescription } from '@stagedoor/platforms'
import * as v from 'valibot'

const text = v.string('is text')
const flag = v.boolean('is true or false')
const count = v.pipe(v.number('is a number'), v.integer('is a whole number'), v.minValue(1, 'is 1 or more'))
const texts = v.array(text, 'is a list of texts')

/** > The issuer identifier is a URL that uses the "https" scheme and has no query or fragment components. (RFC 8414 §2) */
const url = v.pipe(text, v.regex(/^https:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/, 'is a URL that starts with https:// and has no query or fragment'))
const origin = v.pipe(text, v.regex(/^https?:\/\/[^\s/?#]+$/, 'is an origin, as https://api.example.com'))

function oneOf<const Options extends readonly string[]>(options: Options): v.PicklistSchema<Options, string> {
  return v.picklist(options, `is one of ${options.join(', ')}`)
}

function strict<const Entries extends v.ObjectEntries>(entries: Entries): v.StrictObjectSchema<Entries, string> {
  return v.strictObject(entries, `has ${Object.keys(entries).join(', ')}`)
}

const claim = oneOf([
  'subject',
  'number',
  'username',
  'name',
  'email',
  'emailVerified',
  'verified',
  'picture150',
  'picture480',
  'picture1000',
  'pictureMirrors',
  'createdAt',
])
const json: v.GenericSchema<JsonValue> = v.lazy(() =>
  v.union([v.null(), v.boolean(), v.number(), v.string(), v.array(json), v.record(v.string(), json)], 'is JSON'),
)
const method = oneOf(['none', 'client_secret_basic', 'client_secret_post'])
const encoding = oneOf(['form', 'json', 'multipart'])
const responseMode = oneOf(['query', 'fragment', 'form_post'])
const grantType = oneOf([
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'password',
  'urn:ietf:params:oauth:grant-type:device_code',
])
const tokenFormat = strict({ prefix: text, bytes: v.pipe(count, v.minValue(32, 'is 32 or more: 256 bits')), checksum: flag })
const translations = v.exactOptional(v.record(text, strict({ title: text, sentence: text })))
const words = { title: text, sentence: text, kind: oneOf(['read', 'write']), translations }

const client = strict({
  idFormat: strict({ kind: oneOf(['hex', 'base64url', 'uuid']), length: count, caseInsensitive: flag }),
  authenticationMethods: v.pipe(v.array(method), v.minLength(1, 'has at least one method')),
  unregistered: v.nullable(strict({ nameParameter: text, scope: texts })),
})

const authorizationRules = strict({
  clientIdParameter: text,
  responseModes: v.array(responseMode),
  defaultResponseMode: responseMode,
  sentResponseMode: v.nullable(oneOf(['query', 'fragment'])),
  display: v.exactOptional(strict({ parameter: text, popup: text, page: text, default: oneOf(['popup', 'page']) })),
  sendsOrigin: flag,
  pkce: oneOf(['required', 'unsupported']),
  stateRequired: flag,
  redirectUriOptional: flag,
  webMessage: v.nullable(
    strict({ redirectUriValue: v.nullable(text), originParameter: text, type: v.nullable(text), senderOrigins: v.array(origin) }),
  ),
})

/** A page cannot read what was posted to it. */
const authorization = v.pipe(
  authorizationRules,
  v.forward(
    v.check(
      ({ defaultResponseMode, sentResponseMode }) => defaultResponseMode !== 'form_post' || sentResponseMode !== null,
      'is query or fragment where the default is form_post, which no page can read',
    ),
    ['sentResponseMode'],
  ),
)

const redirectUris = strict({
  schemes: oneOf(['https-and-loopback', 'http-and-https']),
  customSchemes: flag,
  loopbackAnyPort: flag,
  refusesRawIp: flag,
  refusesLocalhost: flag,
  whenNoneRegistered: oneOf(['refuse', 'accept']),
  maxCount: count,
  maxLength: count,
})

const tokenRequest = strict({
  clientEncoding: encoding,
  serverEncodings: v.array(encoding),
  clientIdOptional: flag,
  redirectUriOptional: flag,
  grantTypes: v.array(grantType),
  grantAuthentication: strict({
    authorization_code: v.exactOptional(v.array(method)),
    refresh_token: v.exactOptional(v.array(method)),
    client_credentials: v.exactOptional(v.array(method)),
    password: v.exactOptional(v.array(method)),
    'urn:ietf:params:oauth:grant-type:device_code': v.exactOptional(v.array(method)),
  }),
  clientCredentialsLimits: v.array(strict({ by: oneOf(['client', 'ip']), requests: count, windowSeconds: count, window: text })),
})

const tokens = strict({
  codeLifetimeSeconds: v.pipe(count, v.maxValue(600, 'is 600 or less (RFC 6749 §4.1.2)')),
  accessTokenLifetimeSeconds: count,
  accessTokenFormat: tokenFormat,
  refreshToken: v.nullable(
    strict({
      format: tokenFormat,
      lifetimeSeconds: count,
      absoluteLifetimeSeconds: v.nullable(count),
      rotation: oneOf(['grace', 'strict']),
      retryWindowSeconds: v.pipe(v.number('is a number'), v.minValue(0, 'is 0 or more')),
    }),
  ),
  deviceCode: v.exactOptional(strict({ lifetimeSeconds: count, intervalSeconds: count, userCodeAlphabet: text, userCodeLength: count })),
  dpop: v.exactOptional(strict({ algorithms: v.strictTuple([v.literal('ES256', 'is "ES256"')], 'is ["ES256"]') })),
})

const revocation = strict({
  tokenParameter: text,
  clientSends: oneOf(['refresh_token', 'access_token']),
  takesAuthorizationHeader: flag,
  clientEncoding: encoding,
  clientIdOptional: flag,
  responseBody: oneOf(['', '{}']),
})

const profile = strict({
  method: oneOf(['GET', 'POST']),
  requiredScope: v.nullable(text),
  realm: text,
  members: v.array(strict({ path: text, claim, prefix: v.exactOptional(text), scope: v.exactOptional(text) })),
  constants: v.array(strict({ path: text, value: json })),
})

const resources = strict({
  authorizationSchemes: v.tupleWithRest([text], text, 'is a list of at least one scheme'),
  tokenQueryParameter: v.nullable(text),
  basic: flag,
  personalToken: v.nullable(strict({ name: text, format: tokenFormat })),
  refusalBody: json,
})

/** What a file that describes a platform holds: a {@link PlatformDescription}, checked member by member. */
export const descriptionSchema: v.GenericSchema<unknown, PlatformDescription> = strict({
  id: v.pipe(text, v.regex(/^[a-z][a-z\d]*(?:-[a-z\d]+)*$/, 'is in kebab-case: my-platform')),
  name: text,
  issuer: v.pipe(url, v.regex(/[^/]$/, 'has no slash at its end')),
  issuerIsPlaceholder: flag,
  endpoints: strict({
    authorization: url,
    token: v.exactOptional(url),
    revocation: v.exactOptional(url),
    introspection: v.exactOptional(url),
    userinfo: url,
    jwks: v.exactOptional(url),
    popupStart: v.exactOptional(url),
    popupCallback: v.exactOptional(url),
    deviceAuthorization: v.exactOptional(url),
    deviceVerification: v.exactOptional(url),
  }),
  aliasOrigins: v.array(origin),
  resourceServers: v.array(origin),
  client,
  authorization,
  redirectUris,
  tokenRequest,
  tokenResponse: strict({
    tokenType: text,
    members: v.array(oneOf(['token_type', 'expires_in', 'scope'])),
    describesErrors: flag,
    claims: v.record(text, claim),
  }),
  tokens,
  revocation,
  profile,
  scopes: v.array(strict({ token: text, ...words, includes: texts })),
  defaultScope: texts,
  unscopedAccess: v.nullable(strict(words)),
  resources,
  openid: flag,
  issuerInResponse: flag,
  refusalDescriptions: v.record(text, text),
  signedProfile: v.nullable(strict({ parameter: text, algorithm: text, claims: v.record(text, v.union([claim, v.literal('pictures')])) })),
  portal: v.exactOptional(
    strict({
      clientIdName: text,
      clientSecretName: text,
      redirectUriHint: v.nullable(text),
      listing: v.nullable(strict({ title: text, sentence: text })),
    }),
  ),
  look: strict({ accent: text, onAccent: text }),
})
