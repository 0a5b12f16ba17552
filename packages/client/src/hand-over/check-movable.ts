import type { ClientContext } from '../client-context.ts'
import { StagedoorError } from '../stagedoor-error.ts'

/**
 * Checks that a server could use the tokens of this client: not those of a person's own, no signed profile, and none that are bound to a key
 * which never leaves this browser (RFC 9449).
 *
 * @throws {@link StagedoorError} `configuration`
 */
export function checkMovable({ credentials, scheme }: Pick<ClientContext, 'credentials' | 'scheme'>): void {
  if (credentials === undefined && scheme !== undefined && scheme !== 'DPoP') return
  throw new StagedoorError('configuration', {
    message: 'What this client has cannot be handed over: own credentials, a signed profile, or dpop().',
  })
}
