import type { AuthorizationServer } from '@stagedoor/server'
import type { DemoClient } from '../seeds/demo-clients.ts'
import { demoPersonalToken } from '../seeds/demo-personal-tokens.ts'
import { demoUsers } from '../seeds/demo-users.ts'

/** What `stagedoor dev --json` writes when it is ready: all that a script needs to begin. */
export interface Announcement {
  readonly url: string
  /** Base of the control API. */
  readonly control: string
  readonly platforms: Readonly<Record<string, AnnouncedPlatform>>
}

export interface AnnouncedPlatform {
  /** What a person calls it. */
  readonly name: string
  readonly issuer: string
  /** Absolute URLs, by RFC 8414 and OpenID metadata name, by the short names `revocation`, `introspection`, `userinfo`, and `popup_start`. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly clients: readonly {
    readonly clientId: string
    readonly clientSecret?: string
    readonly redirectUris: readonly string[]
    readonly scopes: readonly string[]
  }[]
  /** What the platform calls a {@link users personal token}: "API key"; absent where it has none. */
  readonly personalTokenName?: string
  /** `personalToken`: a personal access token or an API key, where the platform has them. */
  readonly users: readonly { readonly username: string; readonly password: string; readonly personalToken?: string }[]
}

/** Describes a platform that is ready. */
export function announcePlatform(server: AuthorizationServer, clients: readonly DemoClient[]): AnnouncedPlatform {
  const { platform } = server.context
  return {
    name: platform.name,
    issuer: server.issuer,
    endpoints: listEndpoints(server),
    clients: clients.map(({ client, secret }) => ({
      clientId: client.id,
      ...(secret !== null && { clientSecret: secret }),
      redirectUris: client.redirectUris,
      scopes: client.scope,
    })),
    ...(platform.resources.personalToken !== null && { personalTokenName: platform.resources.personalToken.name }),
    users: demoUsers.map(({ username, password }) => {
      const personalToken = demoPersonalToken(platform, username)
      return { username, password, ...(personalToken !== null && { personalToken }) }
    }),
  }
}

function listEndpoints({ metadata, context }: AuthorizationServer): Readonly<Record<string, string>> {
  const { revocation, introspection, userinfo, popupStart } = context.platform.endpoints
  const fromMetadata = Object.entries(metadata).filter(
    (entry): entry is [string, string] => (entry[0].endsWith('_endpoint') || entry[0] === 'jwks_uri') && typeof entry[1] === 'string',
  )
  return {
    ...Object.fromEntries(fromMetadata),
    ...(revocation !== undefined && { revocation }),
    ...(introspection !== undefined && { introspection }),
    userinfo,
    ...(popupStart !== undefined && { popup_start: popupStart }),
  }
}
