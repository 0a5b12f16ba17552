import { logoPath } from './developer-portal/logo-endpoint.ts'
import { findDeviceUserCode } from './endpoints/device-authorization/device-destination.ts'
import { isOnDevice } from './interaction-policy.ts'
import type { ShownClient } from './ports/pages.ts'
import type { Client } from './ports/records.ts'
import type { ServerContext } from './server-context.ts'
import { isUnregistered } from './unregistered-client.ts'

/**
 * Describes a client to the person: what its developer says of it, and where it really leads.
 *
 * @param destination - From {@link whereTo}.
 */
export function showClient({ platform }: ServerContext, client: Client, destination: string): ShownClient {
  return {
    name: client.name,
    ...(client.logo !== undefined && { logo: logoPath(client.logo) }),
    homepage: client.homepage,
    verified: client.verified,
    registered: !isUnregistered(platform, client),
    native: isOnDevice(client, destination) && findDeviceUserCode(destination) === undefined,
    returnsTo: describeDestination(destination),
  }
}

/** `mydemoapp.com` of a web address, `myapp:` of an app on the device. */
function describeDestination(destination: string): string {
  const { protocol, host } = new URL(destination)
  return protocol === 'https:' || protocol === 'http:' ? host : protocol
}
