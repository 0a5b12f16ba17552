import { isOnDevice } from './interaction-policy.ts'
import type { ShownClient } from './ports/pages.ts'
import type { Client } from './ports/records.ts'

/** Describes a client to the person: what its developer says of it, and where it really leads. */
export function showClient(client: Client, redirectUri: string): ShownClient {
  return {
    name: client.name,
    homepage: client.homepage,
    verified: client.verified,
    native: isOnDevice(client, redirectUri),
    returnsTo: describeDestination(redirectUri),
  }
}

/** `mydemoapp.com` of a web address, `myapp:` of an app on the device. */
function describeDestination(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri)
  return protocol === 'https:' || protocol === 'http:' ? host : protocol
}
