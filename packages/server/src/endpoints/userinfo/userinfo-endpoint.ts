import { SHARED_JSON_HEADERS } from '../../http/api-headers.ts'
import { createResourceEndpoint } from '../../resource-server/resource-endpoint.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { createProfileWriter } from './profile-writer.ts'

/** Who is signed in: the userinfo endpoint of OpenID Connect (Core §5.3), or the platform's own, such as `/v1/me`. */
export function createUserinfoEndpoint(context: ServerContext): Endpoint {
  const { requiredScope } = context.platform.profile
  const writeProfile = createProfileWriter(context.platform)

  return createResourceEndpoint(context, {
    path: '',
    access: 'person',
    scope: requiredScope === null ? [] : [requiredScope],
    answer(caller) {
      if (caller === null || caller.user === null) throw new TypeError('The profile is of a person.')
      return { status: 200, headers: SHARED_JSON_HEADERS, body: writeProfile(caller.user, caller.scope) }
    },
  })
}
