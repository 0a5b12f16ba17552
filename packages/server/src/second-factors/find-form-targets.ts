import { findInteractionAt } from '../accounts/continue-sign-in.ts'
import { createPagePolicy } from '../endpoints/interaction/interaction-page.ts'
import type { SiteVisit } from '../site/site-route.ts'

/** Lists where a form may lead that ends the sign-in of an app: `form-action` holds for the redirects after it too. */
export async function findFormTargets({ context, request, frame }: SiteVisit, continueAt: string): Promise<readonly string[]> {
  const interaction = await findInteractionAt(context, request, continueAt)
  return interaction === undefined ? [] : createPagePolicy(interaction, frame.scriptNonce, []).formTargets
}
