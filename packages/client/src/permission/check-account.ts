import type { ClientContext } from '../client-context.ts'
import { askProfile } from '../requests/ask-profile.ts'
import { revoke } from '../requests/revoke.ts'
import type { LiveSession } from '../session/stored-session.ts'
import type { StagedoorClient } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'

/**
 * Checks that a session with more scope is of the person who is signed in: somebody else may be signed in at the platform by now, and must not
 * slip in under the artist who works here. What that one gave is revoked.
 *
 * What cannot be read cannot be compared: not every token opens the profile.
 *
 * @throws {@link StagedoorError} `account_changed`
 */
export async function checkAccount(context: ClientContext, client: Pick<StagedoorClient, 'getProfile'>, next: LiveSession): Promise<void> {
  const [now, then] = await Promise.all([
    client.getProfile().catch(() => undefined),
    askProfile(context, (url, init) => fetchAs(context, next, url, init)).catch(() => undefined),
  ])
  if (now === undefined || then === undefined || now.subject === then.subject) return
  await revoke(context, next)
  throw new StagedoorError('account_changed')
}

function fetchAs(context: ClientContext, { accessToken }: LiveSession, url: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('authorization', `${context.scheme} ${accessToken}`)
  return context.fetch(url, { ...init, headers })
}
