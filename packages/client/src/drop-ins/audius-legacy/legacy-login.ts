import { audiusLegacy } from '../../audius-legacy-platform.ts'
import { POST_MESSAGE } from '../../client-context.ts'
import { isJsonObject } from '../../json-object.ts'
import type { PopupPort } from '../../ports/popup-port.ts'
import { browserPopup } from '../../runtime/browser-popup.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import { decideScope } from '../audius/decide-scope.ts'
import { askAudius, type Heard } from './ask-audius.ts'
import type { LegacyLoginOptions, LegacySdkConfig } from './legacy-sdk.ts'

/** Cause of the error with which a sign-in ends that another has replaced: nobody has to hear of it. */
export const REPLACED = null

/** Makes the login of an app: one at a time. */
export function createLogin(config: LegacySdkConfig): (options: LegacyLoginOptions) => Promise<Heard | undefined> {
  let attempt: AbortController | undefined
  return async ({ scope = 'read', redirectUri = POST_MESSAGE, display, responseMode = 'fragment' }) => {
    const asked = decideScope(scope, config.apiKey)
    attempt?.abort(REPLACED)
    attempt = new AbortController()
    const byMessage = redirectUri.toLowerCase() === POST_MESSAGE
    const { client, hear } = askAudius(config, {
      redirectUri: byMessage ? POST_MESSAGE : redirectUri,
      platform: { ...audiusLegacy, authorization: { ...audiusLegacy.authorization, sentResponseMode: responseMode } },
      ...(byMessage && { channel: null, popup: endOnForeignState(config.services?.popup ?? browserPopup, attempt) }),
    })
    return hear(client.login({ scope: asked, display: byMessage || display === 'popup' ? 'popup' : 'page', signal: attempt.signal }))
  }
}

/**
 * Ends a sign-in whose window speaks of another `state`: somebody else's may have been slipped in.
 *
 * The core takes no notice of such a message; an app of this kind waits to be called.
 */
function endOnForeignState(popups: PopupPort, attempt: AbortController): PopupPort {
  return {
    open() {
      const popup = popups.open()
      return (
        popup && {
          ...popup,
          show(url) {
            popup.listen((_origin, data) => {
              const state = isJsonObject(data) && data['state']
              if (state && state !== new URL(url).searchParams.get('state')) attempt.abort(new StagedoorError('state_mismatch'))
            })
            popup.show(url)
          },
        }
      )
    },
  }
}
