import { formActionSources } from '../../http/content-source.ts'
import type { PagePolicy } from '../../http/security-headers.ts'
import { createPageFrame } from '../../page-frame.ts'
import type { PageFrame, ShownClient } from '../../ports/pages.ts'
import { whereTo } from '../../response-destination.ts'
import { showClient } from '../../show-client.ts'
import { findDeviceUserCode } from '../device-authorization/device-destination.ts'
import { createCsrfToken, type FormPurpose } from './csrf-token.ts'
import type { Interaction } from './open-interaction.ts'

/** What both pages of a sign-in have in common. */
export function createInteractionPage(
  { context, request, transaction, transactionId, browserSecret, client }: Interaction,
  purpose: FormPurpose,
): PageFrame & { readonly client: ShownClient; readonly transaction: string; readonly csrf: string } {
  return {
    ...createPageFrame(context, request, transaction.display),
    client: showClient(context, client, whereTo(transaction)),
    transaction: transactionId,
    csrf: createCsrfToken(browserSecret, transactionId, purpose),
  }
}

/** What such a page may do: its form ends here, or, by redirect, wherever this client takes the person on. */
export function createPagePolicy({ transaction, client }: Interaction, scriptNonce: string, imageSources: readonly string[]): PagePolicy {
  const homepage = client.homepage !== null && /^https?:/i.test(client.homepage) ? [client.homepage] : []
  const destination = findDeviceUserCode(whereTo(transaction)) === undefined ? [whereTo(transaction)] : []
  const targets = [...destination, ...homepage].flatMap(formActionSources)
  return { scriptNonce, display: transaction.display, formTargets: [...new Set(targets)], imageSources }
}
