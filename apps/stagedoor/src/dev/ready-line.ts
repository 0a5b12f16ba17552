import { demoAccounts, demoPassword } from './demo-accounts.ts'
import type { PlatformHost } from './platform-host.ts'
import type { Emulator } from './start-emulator.ts'

/** What `stagedoor dev --json` prints as its first line. */
export interface ReadyLine {
  readonly url: string
  readonly control: string
  readonly platforms: Readonly<Record<string, ReadyPlatform>>
}

export interface ReadyPlatform {
  readonly issuer: string
  /** Names of RFC 8414 and OpenID Connect Discovery, and `revocation`, `introspection`, `userinfo` in short. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly clients: readonly {
    readonly clientId: string
    readonly clientSecret?: string
    readonly redirectUris: readonly string[]
    readonly scopes: readonly string[]
  }[]
  readonly users: readonly { readonly username: string; readonly password: string }[]
}

/** Describes a running emulator for scripts. */
export function describeReady({ url, hosts }: Emulator): ReadyLine {
  return {
    url,
    control: `${url}/_control`,
    platforms: Object.fromEntries(hosts.map((host) => [host.description.id, describePlatform(host)])),
  }
}

function describePlatform({ server, demoClients }: PlatformHost): ReadyPlatform {
  const { revocation, introspection, userinfo } = server.context.platform.endpoints
  const named = Object.entries(server.metadata).filter(
    (entry): entry is [string, string] => (entry[0].endsWith('_endpoint') || entry[0] === 'jwks_uri') && typeof entry[1] === 'string',
  )
  return {
    issuer: server.issuer,
    endpoints: {
      ...Object.fromEntries(named),
      ...(revocation !== undefined && { revocation_endpoint: revocation, revocation }),
      ...(introspection !== undefined && { introspection_endpoint: introspection, introspection }),
      userinfo_endpoint: userinfo,
      userinfo,
    },
    clients: demoClients.map(({ client, clientSecret }) => ({
      clientId: client.id,
      ...(clientSecret !== undefined && { clientSecret }),
      redirectUris: client.redirectUris,
      scopes: client.scope,
    })),
    users: demoAccounts.map(({ username }) => ({ username, password: demoPassword })),
  }
}
