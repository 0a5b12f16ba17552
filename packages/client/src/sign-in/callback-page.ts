import { type AuthorizationResponse, findAuthorizationResponse } from '@stagedoor/protocol'
import type { CallbackResult } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { redeem } from './redeem.ts'
import type { SignInParts } from './sign-in-parts.ts'

/** How long the page that started a login may take to answer before it counts as gone. */
const RELAY_MS = 1500

/** Makes `client.handleCallback`. */
export function createCallbackPage(parts: SignInParts): (url?: string) => Promise<CallbackResult> {
  /** By state: React's StrictMode calls everything twice. */
  const handled = new Map<string, Promise<CallbackResult>>()
  /** The second of two calls finds a clean URL; it hears what the first one does. */
  let latest: Promise<CallbackResult> | undefined

  /** Hands the reply to the page that started the login. `false`: it does not answer. */
  const relay = (state: string, url: string): Promise<boolean> =>
    new Promise((resolve) => {
      const end = (answered: boolean): void => {
        stopListening?.()
        resolve(answered)
      }
      parts.context.clock.after(RELAY_MS, () => end(false))
      const stopListening = parts.context.channel?.listen((message) => message.kind === 'taken' && message.state === state && end(true))
      parts.context.channel?.post({ kind: 'response', state, url })
    })

  async function finish(state: string, url: string, response: AuthorizationResponse): Promise<CallbackResult> {
    const found = await parts.pendingLogins.find(state)
    // Without a pending login this may be the popup of an app in a partitioned iframe, which has it.
    const forPopup = found ? found.display === 'popup' : parts.context.page?.hasOpener()
    if (forPopup && parts.context.channel !== null && (await relay(state, url))) {
      parts.context.page?.close()
      return { outcome: 'relayed' }
    }
    const pending = await parts.pendingLogins.take(state)
    if (!pending) return found ? { outcome: 'relayed' } : unknownState()
    try {
      await redeem(parts, pending, response)
    } catch (error) {
      parts.context.channel?.post({ kind: 'finished', state, error: error instanceof StagedoorError ? error.code : 'invalid_response' })
      throw error
    }
    parts.context.channel?.post({ kind: 'finished', state })
    return { outcome: 'signed_in', session: parts.keeper.state, display: pending.display, returnTo: pending.returnTo }
  }

  /** A reply of ours that nobody waits for: an old link, the back button, or a forgery. It ends no session. */
  async function unknownState(): Promise<CallbackResult> {
    const others = await parts.pendingLogins.sweep()
    if ((await parts.keeper.read()).live) return { outcome: 'not_ours' }
    throw new StagedoorError(others ? 'state_mismatch' : 'state_lost')
  }

  return async (given) => {
    const shown = parts.context.page?.url() ?? ''
    const url = given ?? shown
    const response = findAuthorizationResponse(url, parts.context.responseParameter)?.response
    if (response === undefined) return latest ?? { outcome: 'none' }
    // Only our own states begin with our tag, so a foreign reply stays for whoever asked for it.
    if (!response.state?.startsWith(parts.context.stateTag)) return { outcome: 'not_ours' }

    // Before any await: a reload must not find the code, and no other script should.
    const found = findAuthorizationResponse(shown, parts.context.responseParameter)
    if (found?.response.state === response.state) parts.context.page?.replaceUrl(found.rest)
    const result = handled.get(response.state) ?? finish(response.state, url, response)
    handled.set(response.state, result)
    latest = result
    const forget = (): void => {
      latest = undefined
    }
    result.then(forget, forget)
    return result
  }
}
