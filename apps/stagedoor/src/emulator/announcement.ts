import type { AuthorizationServer } from '@stagedoor/server'
import type { DemoClient } from '../seeds/demo-clients.ts'
import { demoUsers } from '../seeds/demo-users.ts'

/** What `stagedoor dev --json` writes when it is ready: all that a script needs to begin. */
export interface Announcement {
  readonly url: string
  /** Base of the control API. */
  readonly control: string
  readonly platforms: Readonly<Record<string, AnnouncedPlatform>>
}

export interface AnnouncedPlatform {
  readonly issuer: string
  /** Absolute URLs, by RFC 8414 and OpenID metadata name, and by the short names `revocation`, `introspection`, `userinfo`. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly clients: readonly {
    readonly clientId: string
    readonly clientSecret?: string
    readonly redirectUris: readonly string[]
    readonly scopes: readonly string[]
  }[]
  readonly users: readonly { readonly username: string; readonly password: string }[]
}

/** Describes a platform that is ready. */
export function announcePlatform(server: AuthorizationServer, clients: readonly DemoClient[]): AnnouncedPlatform {
  return {
    issuer: server.issuer,
    endpoints: listEndpoints(server),
    clients: clients.map(({ client, secret }) => ({
      clientId: client.id,
      ...(secret !== null && { clientSecret: secret }),
      redirectUris: client.redirectUris,
      scopes: client.scope,
    })),
    users: demoUsers.map(({ username, password }) => ({ username, password })),
  }
}

function listEndpoints({ metadata, context }: AuthorizationServer): Readonly<Record<string, string>> {
  const { revocation, introspection, userinfo } = context.platform.endpoints
  const fromMetadata = Object.entries(metadata).filter(
    (entry): entry is [string, string] => (entry[0].endsWith('_endpoint') || entry[0] === 'jwks_uri') && typeof entry[1] === 'string',
  )
  return {
    ...Object.fromEntries(fromMetadata),
    ...(revocation !== undefined && { revocation }),
    ...(introspection !== undefined && { introspection }),
    userinfo,
  }
}
