import type { SignedInBrowser } from '../../browser-session.ts'
import type { HttpResponse } from '../../http/http-message.ts'
import { PageProblem } from '../../page-problem.ts'
import type { Interaction } from '../interaction/open-interaction.ts'
import { renderDevicePage } from './verification-page.ts'

/**
 * Ends a device's sign-in (RFC 8628 §3.3): the device hears of it with its next poll, the person is told to go back to it.
 *
 * The transaction has been taken, so this happens once for a press of a button; the device may have given up meanwhile.
 *
 * @param allowing - Who lets it in; `null` for a no.
 */
export async function decideDevice(
  { context, request }: Interaction,
  userCode: string,
  allowing: Pick<SignedInBrowser, 'session'> | null,
): Promise<HttpResponse> {
  const approvedBy = allowing && { userId: allowing.session.userId, authenticatedAt: allowing.session.authenticatedAt }
  const { outcome } = await context.store.deviceCodes.decide(userCode, approvedBy, context.now())
  if (outcome === 'unknown') throw new PageProblem('transaction_expired', { reason: 'device_code_over' })
  return renderDevicePage(context, request, { step: allowing === null ? 'denied' : 'allowed', userCode: '', problem: null })
}
