import { findBrowserSession, type SignedInBrowser } from '../../browser-session.ts'
import { contentSource } from '../../http/content-source.ts'
import { pageResponse, seeOther } from '../../http/security-headers.ts'
import { needsSignIn } from '../../interaction-policy.ts'
import type { ConsentPage } from '../../ports/pages.ts'
import type { Consent, User } from '../../ports/records.ts'
import { expandScope } from '../../scope-inclusion.ts'
import { scopeWords } from '../../scope-words.ts'
import type { Endpoint, ServerContext } from '../../server-context.ts'
import { findDeviceUserCode } from '../device-authorization/device-destination.ts'
import { formatUserCode } from '../device-authorization/user-code.ts'
import { createInteractionPage, createPagePolicy } from './interaction-page.ts'
import { type Interaction, openInteraction } from './open-interaction.ts'

/** `GET /interaction/consent`: says in words what the client may do, and asks. */
export function createConsentPage(context: ServerContext): Endpoint {
  return async (request) => {
    const interaction = await openInteraction(context, request)
    const browser = await findSignedInBrowser(interaction)
    if (browser === undefined) return seeOther(signInPath(interaction))
    const { user } = browser
    const earlier = await context.store.consents.find(user.id, interaction.client.id)
    const page = createInteractionPage(interaction, `consent:${user.id}`)
    const account = { name: user.name, username: user.username, picture: showPicture(user) }
    const userCode = findDeviceUserCode(interaction.transaction.redirectUri)
    const device = userCode === undefined ? null : { userCode: formatUserCode(userCode) }
    const html = context.pages.consent({ ...page, account, device, ...showScope(interaction, earlier, page.language) })
    const pictures = account.picture === null ? [] : [contentSource(account.picture) ?? []].flat()
    return pageResponse(200, html, createPagePolicy(interaction, page.scriptNonce, pictures))
  }
}

/** Finds who is signed in, if that is enough for this request: it may insist on a fresh sign-in. */
export async function findSignedInBrowser({ context, request, transaction }: Interaction): Promise<SignedInBrowser | undefined> {
  const browser = await findBrowserSession(context, request)
  return needsSignIn(browser?.session, transaction, { askedAt: transaction.createdAt, now: context.now() }) ? undefined : browser
}

/** Where the person signs in, or signs in as somebody else. */
export function signInPath({ context, transactionId }: Interaction): string {
  return `${context.basePath}/interaction/sign-in?transaction=${transactionId}`
}

/** Lists what the scope means, or its absence, with what its tokens include, in the platform's order; marks what was not allowed before. */
function showScope(
  { context: { platform }, transaction }: Interaction,
  earlier: Consent | undefined,
  language: string,
): Pick<ConsentPage, 'scopes' | 'extendsEarlier'> {
  if (transaction.scope.length === 0 && platform.unscopedAccess !== null) {
    const { kind } = platform.unscopedAccess
    return { scopes: [{ token: '', kind, ...scopeWords(platform.unscopedAccess, language), isNew: false }], extendsEarlier: false }
  }
  const asked = expandScope(platform.scopes, transaction.scope)
  const allowed = expandScope(platform.scopes, earlier?.scope ?? [])
  const scopes = platform.scopes
    .filter(({ token }) => asked.has(token))
    .map((scope) => ({
      token: scope.token,
      kind: scope.kind,
      ...scopeWords(scope, language),
      isNew: earlier !== undefined && !allowed.has(scope.token),
    }))
  return { scopes, extendsEarlier: scopes.some(({ isNew }) => isNew) }
}

function showPicture({ pictureTemplate }: User): string | null {
  return pictureTemplate?.replace('{size}', '150x150') ?? null
}
