import type { AuthorizationServerMetadata } from '@stagedoor/protocol'
import { createAuthorizationEndpoints } from './endpoints/authorization-endpoints.ts'
import { createIntrospectionEndpoint } from './endpoints/introspection/introspection-endpoint.ts'
import { createJwksEndpoint } from './endpoints/jwks/jwks-endpoint.ts'
import { createMetadataEndpoint } from './endpoints/metadata/metadata-endpoint.ts'
import { createRevocationEndpoint } from './endpoints/revocation/revocation-endpoint.ts'
import { createTokenEndpoint } from './endpoints/token/token-endpoint.ts'
import { createUserinfoEndpoint } from './endpoints/userinfo/userinfo-endpoint.ts'
import type { Route } from './http/router.ts'
import type { Endpoint, ServerContext } from './server-context.ts'

/** Lays out what the server serves, by path below its base URL. */
export function createRoutes(context: ServerContext, metadata: AuthorizationServerMetadata): ReadonlyMap<string, Route> {
  const { endpoints, openid } = context.platform
  const describe = createMetadataEndpoint(metadata)
  const userinfo = createUserinfoEndpoint(context)
  const routes: RouteTable = new Map()
  const add = (method: string, path: string, endpoint: Endpoint): void =>
    addEndpoint(routes, path, { method, endpoint, cors: true, answersHead: true })

  const authorization = pathOf(context, endpoints.authorization)
  for (const [name, endpoint] of createAuthorizationEndpoints(context)) {
    const [method = '', path = ''] = name.split(' ')
    // Authorizing gives out a code: a link scanner that only asks for the head must not have one made.
    addEndpoint(routes, path, { method, endpoint, cors: false, answersHead: path !== authorization })
  }
  if (endpoints.token !== undefined) add('POST', pathOf(context, endpoints.token), createTokenEndpoint(context))
  add('GET', pathOf(context, endpoints.userinfo), userinfo)
  add('POST', pathOf(context, endpoints.userinfo), userinfo)
  add('GET', '/.well-known/oauth-authorization-server', describe)
  if (openid) add('GET', '/.well-known/openid-configuration', describe)
  if (endpoints.jwks !== undefined) add('GET', pathOf(context, endpoints.jwks), createJwksEndpoint(context))
  if (endpoints.revocation !== undefined) add('POST', pathOf(context, endpoints.revocation), createRevocationEndpoint(context))
  if (endpoints.introspection !== undefined) {
    const endpoint = createIntrospectionEndpoint(context)
    addEndpoint(routes, pathOf(context, endpoints.introspection), { method: 'POST', endpoint, cors: false, answersHead: true })
  }
  return routes
}

type RouteTable = Map<string, Route & { readonly endpoints: Map<string, Endpoint> }>

interface AddedEndpoint {
  readonly method: string
  readonly endpoint: Endpoint
  readonly cors: boolean
  readonly answersHead: boolean
}

function addEndpoint(routes: RouteTable, path: string, { method, endpoint, cors, answersHead }: AddedEndpoint): void {
  const route = routes.get(path) ?? { endpoints: new Map<string, Endpoint>(), cors, answersHead }
  route.endpoints.set(method, endpoint)
  routes.set(path, route)
}

function pathOf({ basePath }: ServerContext, url: string): string {
  return new URL(url).pathname.slice(basePath.length)
}
