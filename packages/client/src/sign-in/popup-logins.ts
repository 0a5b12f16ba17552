import { formatAuthorizationRequest, parseAuthorizationResponse } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import { isJsonObject } from '../json-object.ts'
import type { ChannelMessage } from '../ports/channel-port.ts'
import type { Clock } from '../ports/clock.ts'
import type { OpenPopup } from '../ports/popup-port.ts'
import { isStagedoorErrorCode, StagedoorError } from '../stagedoor-error.ts'
import { redeem } from './redeem.ts'
import type { SignInParts } from './sign-in-parts.ts'

const POLL_MS = 500
/** Polls until a closed window counts as cancelled: when the person came back to us, and when nothing confirms it. */
const GRACE_POLLS = { open: Number.POSITIVE_INFINITY, gone: 2, perhaps: 10 } as const

/** The logins of this page that wait for a window. */
export interface PopupLogins {
  /** Waits until the login is finished, here or by the callback page. */
  wait(state: string, popup: OpenPopup, how: Waited): Promise<void>
}

interface Waited {
  readonly signal: AbortSignal | undefined
  /** Whether the window itself says how it went. */
  readonly byMessage: boolean
  /** What the window was opened with. */
  readonly url: string
}

interface Waiting {
  settle(error?: unknown): void
  accepted: boolean
}

/** Makes the waiting room of one client. */
export function createPopupLogins(parts: SignInParts): PopupLogins {
  const { context, keeper, pendingLogins } = parts
  /** Only what this page started: a reply goes to every tab, and the others must leave it alone. */
  const waiting = new Map<string, Waiting>()
  let listening = false

  const receive = async (message: ChannelMessage, reply: (message: ChannelMessage) => void): Promise<void> => {
    const { state } = message
    const login = waiting.get(state)
    if (login === undefined || login.accepted || message.kind === 'taken') return
    login.accepted = true
    try {
      if (message.kind === 'response') {
        const pending = await pendingLogins.take(state)
        if (pending === undefined) {
          login.accepted = false // the callback page was faster, and will say how it went
          return
        }
        reply({ kind: 'taken', state })
        const response = parseAuthorizationResponse(message.url, context.responseParameter)
        if (response?.state !== state) throw new StagedoorError('state_mismatch')
        await redeem(parts, pending, response)
      } else await learn(message.error)
      login.settle()
    } catch (error) {
      login.settle(error)
    }
    waiting.delete(state)
  }

  /** The callback page has finished it: its result is in the storage, if we share one. */
  async function learn(error: string | undefined): Promise<void> {
    if (error !== undefined) throw new StagedoorError(isStagedoorErrorCode(error) ? error : 'invalid_response')
    const { session } = await keeper.read()
    if (session?.kind !== 'live') throw new StagedoorError('state_lost')
    parts.emit('signed_in', keeper.state)
  }

  return {
    wait(state, popup, { signal, byMessage, url }) {
      if (!listening) context.channel?.listen(receive)
      listening = true
      if (byMessage) {
        popup.listen((origin, data) => {
          const reply = readWebMessage(context, { origin, data, state, opened: url })
          if (reply !== undefined) void receive({ kind: 'response', state, url: reply }, () => undefined)
        })
      }
      const forget = (): void => {
        waiting.delete(state)
        void pendingLogins.take(state)
      }
      return new Promise((resolve, reject) => {
        waiting.set(state, watchPopup({ clock: context.clock, popup, signal, forget, resolve, reject }))
      })
    },
  }
}

/**
 * Reads a reply that the window posted, as the URL it would have been. `undefined`: it is not one, or not from the platform's own pages.
 *
 * An error may come without a state (Audiotool): it does nothing but end the wait.
 */
function readWebMessage(
  { platform }: ClientContext,
  { origin, data, state, opened }: { readonly origin: string; readonly data: unknown; readonly state: string; readonly opened: string },
): string | undefined {
  const rules = platform.authorization.webMessage
  if (rules === null || ![new URL(opened).origin, ...rules.senderOrigins].includes(origin) || !isJsonObject(data)) return undefined
  if (rules.type !== null && data['type'] !== rules.type) return undefined
  if (data['state'] !== state && (data['state'] !== undefined || data['error'] === undefined)) return undefined
  const texts = Object.entries(data).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
  return formatAuthorizationRequest('', new Map([...texts, ['state', state]]))
}

interface Watch {
  readonly clock: Clock
  readonly popup: OpenPopup
  readonly signal: AbortSignal | undefined
  /** The login was aborted: whatever still comes is not wanted. */
  forget(): void
  resolve(): void
  reject(error: unknown): void
}

/** Watches a window and a signal until the login is settled. */
function watchPopup({ clock, popup, signal, forget, resolve, reject }: Watch): Waiting {
  let stopPolling = (): void => undefined
  let absentPolls = 0
  const login: Waiting = {
    accepted: false,
    settle(error) {
      stopPolling()
      signal?.removeEventListener('abort', abort)
      popup.release()
      if (login.accepted) popup.close()
      if (error === undefined) resolve()
      else reject(error)
    },
  }
  const abort = (): void => {
    if (login.accepted) return
    forget()
    popup.close()
    login.settle(new StagedoorError('cancelled', { cause: signal?.reason }))
  }
  const poll = (): void => {
    const presence = popup.presence()
    absentPolls = presence === 'open' ? 0 : absentPolls + 1
    // It stays in the waiting room: if the window was open after all, its reply still signs the person in.
    if (!login.accepted && absentPolls >= GRACE_POLLS[presence]) login.settle(new StagedoorError('cancelled'))
    else stopPolling = clock.after(POLL_MS, poll)
  }
  signal?.addEventListener('abort', abort)
  stopPolling = clock.after(POLL_MS, poll)
  return login
}
