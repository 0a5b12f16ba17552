import { type AuthorizationResponse, findAuthorizationResponse } from '@stagedoor/protocol'
import type { CallbackResult } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { redeem } from './redeem.ts'
import type { SignInParts } from './sign-in-parts.ts'

/** How long the page that started a login may take to answer before it counts as gone. */
const RELAY_MS = 1500

/** Makes `client.handleCallback`. */
export function createCallbackPage(parts: SignInParts): (url?: string) => Promise<CallbackResult> {
  const { context, keeper, pendingLogins } = parts
  const { page, channel, clock, responseParameter } = context
  /** By state: React's StrictMode calls everything twice. */
  const handled = new Map<string, Promise<CallbackResult>>()
  /** The second of two calls finds a clean URL; it hears what the first one does. */
  let latest: Promise<CallbackResult> | undefined

  /** Hands the reply to the page that started the login. `false`: it does not answer. */
  const relay = (state: string, url: string): Promise<boolean> =>
    new Promise((resolve) => {
      const end = (answered: boolean): void => {
        stopListening?.()
        stopWaiting()
        resolve(answered)
      }
      const stopWaiting = clock.after(RELAY_MS, () => end(false))
      const stopListening = channel?.listen((message) => message.kind === 'taken' && message.state === state && end(true))
      channel?.post({ kind: 'response', state, url })
    })

  async function finish(state: string, url: string, response: AuthorizationResponse): Promise<CallbackResult> {
    const found = await pendingLogins.find(state)
    // Without a pending login this may be the popup of an app in a partitioned iframe, which has it.
    const forPopup = found === undefined ? page?.hasOpener() === true : found.display === 'popup'
    if (forPopup && channel !== null && (await relay(state, url))) {
      page?.close()
      return { outcome: 'relayed' }
    }
    const pending = await pendingLogins.take(state)
    if (pending === undefined) return found === undefined ? unknownState() : { outcome: 'relayed' }
    try {
      await redeem(parts, pending, response)
    } catch (error) {
      channel?.post({ kind: 'finished', state, error: error instanceof StagedoorError ? error.code : 'invalid_response' })
      throw error
    }
    channel?.post({ kind: 'finished', state })
    return { outcome: 'signed_in', session: keeper.state, display: pending.display, returnTo: pending.returnTo }
  }

  /** A reply of ours that nobody waits for: an old link, the back button, or a forgery. It ends no session. */
  async function unknownState(): Promise<CallbackResult> {
    const others = await pendingLogins.sweep()
    if ((await keeper.read()).session?.kind === 'live') return { outcome: 'not_ours' }
    throw new StagedoorError(others ? 'state_mismatch' : 'state_lost')
  }

  return async (given) => {
    const shown = page?.url() ?? ''
    const url = given ?? shown
    const response = findAuthorizationResponse(url, responseParameter)?.response
    if (response === undefined) return latest ?? { outcome: 'none' }
    const { state } = response
    // Only our own states begin with our tag, so a foreign reply stays for whoever asked for it.
    if (!state?.startsWith(context.stateTag)) return { outcome: 'not_ours' }

    // Before any await: a reload must not find the code, and no other script should.
    const found = findAuthorizationResponse(shown, responseParameter)
    if (found?.response.state === state) page?.replaceUrl(found.rest)
    const result = handled.get(state) ?? finish(state, url, response)
    handled.set(state, result)
    latest = result
    const forget = (): void => {
      latest = undefined
    }
    result.then(forget, forget)
    return result
  }
}
