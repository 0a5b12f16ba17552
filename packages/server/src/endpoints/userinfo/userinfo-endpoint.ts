import { formatBearerChallenge, OAuthError, parseBearerToken } from '@stagedoor/protocol'
import { CORS_HEADERS, SHARED_JSON_HEADERS } from '../../http/api-headers.ts'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { coversScope } from '../../scope-inclusion.ts'
import { readOpaqueSecret } from '../../secrets/opaque-secret.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { createProfileWriter } from './profile-writer.ts'

/**
 * Who is signed in: the userinfo endpoint of OpenID Connect (Core §5.3), or the platform's own, such as `/v1/me`.
 *
 * The access token comes in the `Authorization` header and nowhere else (RFC 6750 §2.1): a body or URL that carries one is not looked at.
 */
export function createUserinfoEndpoint(context: ServerContext): Endpoint {
  const { platform, store, now } = context
  const { requiredScope, realm } = platform.profile
  const writeProfile = createProfileWriter(platform)
  // > If the request lacks any authentication information, the resource server SHOULD NOT include an error code (RFC 6750 §3.1).
  const unauthenticated: HttpResponse = {
    status: 401,
    headers: {
      ...CORS_HEADERS,
      'Cache-Control': 'no-store',
      Pragma: 'no-cache',
      'WWW-Authenticate': formatBearerChallenge({ realm, scheme: platform.resources.authorizationSchemes[0] }),
    },
    body: '',
  }

  return async (request) => {
    const header = readHeader(request)
    if (header === undefined) return unauthenticated
    const text = parseBearerToken(header, platform.resources.authorizationSchemes[0])
    const key = text === undefined ? undefined : readOpaqueSecret(platform.tokens.accessTokenFormat, text)
    const found = key === undefined ? undefined : await store.accessTokens.findActiveWithUser(key, now())
    if (found === undefined) throw new OAuthError('invalid_token', 'The access token is not valid.', { reason: 'access_token_invalid' })
    const { scope } = found.accessToken
    if (requiredScope !== null && !coversScope(platform.scopes, scope, [requiredScope])) {
      throw new OAuthError('insufficient_scope', 'The access token has not the scope for this.', { reason: 'insufficient_scope' })
    }
    return { status: 200, headers: SHARED_JSON_HEADERS, body: writeProfile(found.user, scope) }
  }
}

function readHeader({ headers }: HttpRequest): string | undefined {
  return typeof headers.authorization === 'string' ? headers.authorization : undefined
}
