import { parseAuthorizationResponse } from '@stagedoor/protocol'
import { isJsonObject } from '../json-object.ts'
import { withQuery } from '../requests/format-query.ts'
import { configurationError, StagedoorError } from '../stagedoor-error.ts'
import type { AskedMessage, ClientPart } from './client-part.ts'

/**
 * Lets an app do without a callback page: with `redirectUri: 'postmessage'` the window posts its reply to the page that opened it.
 *
 * Not in a cross-origin isolated page (`popup_unreachable`): use a callback page there.
 */
export const webMessages: ClientPart = {
  askForMessage({ platform, baseUrl }, state, openerOrigin): AskedMessage {
    const { authorization, endpoints, signedProfile, name } = platform
    const rules = authorization.webMessage
    // A page of the platform's own that opens the sign-in itself: it knows where the reply goes.
    const isHosted = !rules?.redirectUriValue
    const redirectUri = rules?.redirectUriValue ?? endpoints.popupCallback
    if (!rules || redirectUri === undefined)
      throw configurationError(`${name} posts no reply to the page that opened its window: register a redirect URI.`)
    if (openerOrigin === undefined) throw configurationError("A reply by message needs a page with a window: display: 'popup'.")
    // An isolated page loses every window it opens to another origin, and with it the only way such a reply has.
    if (globalThis.crossOriginIsolated) throw new StagedoorError('popup_unreachable')
    const endpoint = isHosted ? endpoints.popupStart : undefined
    // One that runs elsewhere has nothing to do with the pages of the real one.
    const senders = [new URL(endpoint ?? endpoints.authorization).origin, ...(baseUrl === undefined ? rules.senderOrigins : [])]
    return {
      redirectUri,
      endpoint,
      parameters: {
        ...(isHosted ? { response_type: undefined, redirect_uri: undefined } : { redirect_uri: redirectUri }),
        ...(authorization.sendsOrigin && { origin: openerOrigin }),
        [rules.originParameter]: openerOrigin,
      },
      read: (origin, data) => (senders.includes(origin) ? readMessage(data, state, rules.type, signedProfile?.parameter) : undefined),
    }
  },
}

/** Reads a message as the response it is. An error may come without a state (Audiotool): it does nothing but end the wait. */
function readMessage(
  data: unknown,
  state: string,
  type: string | null | undefined,
  codeParameter: string | undefined,
): ReturnType<AskedMessage['read']> {
  if (!isJsonObject(data) || (type && data['type'] !== type)) return undefined
  if (data['state'] !== state && (data['state'] !== undefined || data['error'] === undefined)) return undefined
  const texts = Object.entries(data).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
  return parseAuthorizationResponse(withQuery('', { ...Object.fromEntries(texts), state }), codeParameter)
}
