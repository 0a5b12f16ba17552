import { continueInteraction, type SignedInNow } from '../endpoints/interaction/continue-interaction.ts'
import { type Interaction, openInteraction } from '../endpoints/interaction/open-interaction.ts'
import type { HttpRequest, HttpResponse } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import type { ServerContext } from '../server-context.ts'
import { goTo } from '../site/site-answers.ts'
import type { SiteVisit } from '../site/site-route.ts'

/**
 * Sends somebody on who has just signed in: to a page of the site, or on with the sign-in of an app that they came from.
 *
 * @param continueAt - A path of this site, see `ownPath`.
 */
export async function continueSignIn(
  { context, request }: Pick<SiteVisit, 'context' | 'request'>,
  signedIn: SignedInNow,
  continueAt: string,
): Promise<HttpResponse> {
  const interaction = await findInteractionAt(context, request, continueAt)
  if (interaction !== undefined) return continueInteraction(interaction, signedIn)
  const answer = goTo({ context }, continueAt)
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': [signedIn.setCookie] } }
}

/** Finds the sign-in of an app that a path leads back to, when it is one of this browser and not over. */
export async function findInteractionAt(
  context: ServerContext,
  request: HttpRequest,
  continueAt: string,
): Promise<Interaction | undefined> {
  const [path, query = ''] = continueAt.split('?')
  if (path !== '/interaction/consent') return undefined
  try {
    return await openInteraction(context, { ...request, query })
  } catch (error) {
    if (error instanceof PageProblem) return undefined
    throw error
  }
}
