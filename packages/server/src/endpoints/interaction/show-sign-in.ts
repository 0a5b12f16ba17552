import { offersSignUp } from '../../accounts/offers-sign-up.ts'
import { findBrowserSession } from '../../browser-session.ts'
import type { HttpResponse } from '../../http/http-message.ts'
import { pageResponse, seeOther } from '../../http/security-headers.ts'
import { offerPasskey } from '../../passkeys/offer-passkey.ts'
import type { SignInPage } from '../../ports/pages.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { createInteractionPage, createPagePolicy } from './interaction-page.ts'
import { type Interaction, openInteraction } from './open-interaction.ts'

/** `GET /interaction/sign-in`: asks who it is, also when somebody is signed in already: the person may want another account. */
export function createSignInPage(context: ServerContext): Endpoint {
  return async (request) => {
    const interaction = await openInteraction(context, request)
    if (context.site?.accounts !== undefined) return leaveToAccounts(interaction)
    return renderSignIn(interaction, { status: 200, problem: null, username: interaction.transaction.loginHint ?? '' })
  }
}

/** Renders the sign-in form, with what was typed before and why it is shown again. */
export async function renderSignIn(
  interaction: Interaction,
  { status, problem, username, waitSeconds = 0 }: { readonly status: number } & Pick<SignInPage, 'problem' | 'username' | 'waitSeconds'>,
): Promise<HttpResponse> {
  const page = createInteractionPage(interaction, 'sign-in')
  const passkey = await offerPasskey(interaction.context, interaction.browserKey)
  const demoAccounts = interaction.context.demoAccounts ?? []
  const links = linkToAccounts(interaction)
  const html = interaction.context.pages.signIn({ ...page, username, problem, waitSeconds, links, passkey, demoAccounts })
  return pageResponse(status, html, createPagePolicy(interaction, page.scriptNonce, []))
}

/** Where the accounts are elsewhere, the site leads there and back to this very sign-in. */
async function leaveToAccounts({ context, request, transaction, transactionId }: Interaction): Promise<HttpResponse> {
  const browser = await findBrowserSession(context, request)
  const again = browser !== undefined || transaction.prompt.length > 0 || transaction.maxAgeSeconds !== null ? '&again=1' : ''
  const continueAt = encodeURIComponent(`/interaction/consent?transaction=${transactionId}`)
  return seeOther(`${context.basePath}/account/sign-in?continue=${continueAt}${again}`)
}

/** Who has no account, or no password any more, comes back to this very sign-in. */
function linkToAccounts({ context, transactionId }: Interaction): NonNullable<SignInPage['links']> | null {
  if (context.site?.mailer === undefined) return null
  const query = `continue=${encodeURIComponent(`/interaction/consent?transaction=${transactionId}`)}`
  const signUp = offersSignUp(context.site) ? `${context.basePath}/account/sign-up?${query}` : null
  return { signUp, recover: `${context.basePath}/account/recover?${query}` }
}
