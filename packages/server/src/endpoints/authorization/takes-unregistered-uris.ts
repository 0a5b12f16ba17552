import type { ServerContext } from '../../server-context.ts'

/** Tells whether a client that has registered no redirect URI may name one as it goes. Whoever knows its id may, too. */
export function takesUnregisteredUris({ platform, unsafeFlows }: ServerContext): boolean {
  return platform.redirectUris.whenNoneRegistered === 'accept' && unsafeFlows === 'allow'
}
