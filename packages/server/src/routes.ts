import type { AuthorizationServerMetadata } from '@stagedoor/protocol'
import { createAuthorizationEndpoints } from './endpoints/authorization-endpoints.ts'
import { createDeviceEndpoints } from './endpoints/device-authorization/device-endpoints.ts'
import { createIntrospectionEndpoint } from './endpoints/introspection/introspection-endpoint.ts'
import { createJwksEndpoint } from './endpoints/jwks/jwks-endpoint.ts'
import { createMetadataEndpoint } from './endpoints/metadata/metadata-endpoint.ts'
import { createRevocationEndpoint } from './endpoints/revocation/revocation-endpoint.ts'
import { createSignedProfileVerification } from './endpoints/signed-profile/verification-endpoint.ts'
import { createTokenEndpoint } from './endpoints/token/token-endpoint.ts'
import { createUserinfoEndpoint } from './endpoints/userinfo/userinfo-endpoint.ts'
import { RouteTable } from './http/route-table.ts'
import { createRefusalBodyWriter } from './resource-server/refusal-body.ts'
import { createResourceEndpoint } from './resource-server/resource-endpoint.ts'
import { shareAnswers } from './resource-server/shared-answer.ts'
import type { Endpoint, ServerContext } from './server-context.ts'
import { isSitePath } from './site/is-site-path.ts'

/** Lays out what the server serves, by path below its base URL. */
export function createRoutes(context: ServerContext, metadata: AuthorizationServerMetadata): RouteTable {
  const { endpoints, openid, profile, signedProfile } = context.platform
  const describe = createMetadataEndpoint(metadata)
  const userinfo = signedProfile === null ? createUserinfoEndpoint(context) : createSignedProfileVerification(context)
  const routes = new RouteTable()
  const api = { cors: true, answersHead: true, writeBody: createRefusalBodyWriter(context.platform) }
  const add = (method: string, path: string, endpoint: Endpoint): void =>
    routes.add(path, { method, endpoint, cors: true, answersHead: true })

  const doors = [endpoints.authorization, endpoints.popupStart ?? []].flat().map((url) => pathOf(context, url))
  for (const [name, endpoint] of createAuthorizationEndpoints(context)) {
    const [method = '', path = ''] = name.split(' ')
    // Authorizing gives out a code: a link scanner that only asks for the head must not have one made.
    routes.add(path, { method, endpoint, cors: false, answersHead: !doors.includes(path) })
  }
  if (endpoints.token !== undefined) add('POST', pathOf(context, endpoints.token), createTokenEndpoint(context))
  // > The UserInfo Endpoint MUST support the use of the HTTP GET and HTTP POST methods (OpenID Connect Core §5.3).
  const profileMethods = openid ? ['GET', 'POST'] : [profile.method]
  for (const method of profileMethods) routes.add(pathOf(context, endpoints.userinfo), { method, endpoint: userinfo, ...api })
  add('GET', '/.well-known/oauth-authorization-server', describe)
  if (openid) add('GET', '/.well-known/openid-configuration', describe)
  if (endpoints.jwks !== undefined) add('GET', pathOf(context, endpoints.jwks), createJwksEndpoint(context))
  if (endpoints.revocation !== undefined) add('POST', pathOf(context, endpoints.revocation), createRevocationEndpoint(context))
  if (endpoints.introspection !== undefined) {
    const endpoint = createIntrospectionEndpoint(context)
    routes.add(pathOf(context, endpoints.introspection), { method: 'POST', endpoint, cors: false, answersHead: true })
  }
  const device = createDeviceEndpoints(context)
  if (device !== undefined) {
    add('POST', pathOf(context, device.authorizationUrl), device.authorize)
    const page = { cors: false, answersHead: true }
    routes.add(pathOf(context, device.verificationUrl), { method: 'GET', endpoint: device.showPage, ...page })
    routes.add(pathOf(context, device.verificationUrl), { method: 'POST', endpoint: device.submitPage, ...page })
  }
  if (context.site !== undefined) {
    // As much as everything else, and most servers are never asked for it in their first seconds.
    const load = async () => (await import('./site/load-site.ts')).loadSite(context)
    routes.addLater({ belongs: isSitePath, load })
  }
  for (const route of context.resources ?? []) {
    const endpoint = createResourceEndpoint(context, { ...route, answer: shareAnswers(route) })
    routes.add(route.path, { method: route.method, endpoint, ...api })
  }
  return routes
}

function pathOf({ basePath }: ServerContext, url: string): string {
  return new URL(url).pathname.slice(basePath.length)
}
