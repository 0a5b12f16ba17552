import { OAuthError } from '@stagedoor/protocol'
import { needsConsent, needsSignIn } from '../../interaction-policy.ts'
import { whereTo } from '../../response-destination.ts'
import { type AuthorizationContext, type AuthorizationStep, known } from './authorization-context.ts'
import { beginTransaction } from './begin-transaction.ts'

/** Decides what the person must do: sign in, then consent, or neither, and sends them there. */
export const decideInteraction: AuthorizationStep = async (context) => {
  const page = await findNextPage(context)
  if (page === undefined) return undefined
  if (context.silent) {
    throw page === 'sign-in'
      ? new OAuthError('login_required', 'The end-user is not signed in.')
      : new OAuthError('consent_required', 'The end-user has not consented.')
  }
  return beginTransaction(context, page)
}

async function findNextPage(context: AuthorizationContext): Promise<'sign-in' | 'consent' | undefined> {
  const { server, browser, prompt, scope } = context
  const client = known(context.client)
  if (browser === undefined || needsSignIn(browser.session, context, { askedAt: null, now: server.now() })) return 'sign-in'
  // The consent screen names the account and offers to switch it.
  if (prompt.includes('select_account')) return 'consent'
  const consent = await server.store.consents.find(browser.user.id, client.id)
  const destination = whereTo({ redirectUri: known(context.redirectUri), targetOrigin: context.targetOrigin })
  return needsConsent(client, consent, { prompt, scope, destination, scopes: server.platform.scopes }) ? 'consent' : undefined
}
