import { type AuthorizationResponse, findAuthorizationResponse } from '@stagedoor/protocol'
import type { AskedMessage } from '../parts/client-part.ts'
import type { ChannelPort } from '../ports/channel-port.ts'
import type { Clock } from '../ports/clock.ts'
import type { OpenPopup } from '../ports/popup-port.ts'
import { StagedoorError, type StagedoorErrorCode } from '../stagedoor-error.ts'
import { redeem } from './redeem.ts'
import type { SignInParts } from './sign-in-parts.ts'

const POLL_MS = 500
/** Polls until a closed window counts as cancelled: when the person came back to us, and when nothing confirms it. */
const GRACE_POLLS = 2
const UNCONFIRMED_GRACE_POLLS = 6

/** The logins of this page that wait for a window. */
export interface PopupLogins {
  /** Waits until the login is finished, here or by the callback page. Who waited before waits for this one then. */
  wait(state: string, popup: OpenPopup, how: Waited): Promise<void>
  /** Brings the window of the same wish to the front, and waits for it too. `undefined`: there is none. */
  join(wish: string, signal: AbortSignal | undefined): Promise<void> | undefined
}

interface Waited {
  readonly signal: AbortSignal | undefined
  /** Set when the window itself says how it went. */
  readonly message: AskedMessage | undefined
  /** What was asked of `login()`, as a text to compare. */
  readonly wish: string
}

interface Waiting {
  /** Ends it as `outcome` does, unless it has ended; `close`: nobody needs its window any more. */
  end(outcome?: Promise<void>, close?: boolean): void
  /** The person's app wants it no more; without effect once the reply is there. */
  abort(): void
  accepted: boolean
  /** The reply that is being looked at. */
  turn: Promise<void>
}

/** Makes the waiting room of one client. */
export function createPopupLogins(parts: SignInParts): PopupLogins {
  /** Only what this page started: a reply goes to every tab, and the others must leave it alone. */
  const waiting = new Map<string, Waiting>()
  let listening = false
  let join: PopupLogins['join'] = () => undefined

  const forget = (state: string): void => {
    waiting.delete(state)
    void parts.pendingLogins.take(state)
  }

  /** Ends a login that waits here: once, and with what `outcome` says, `false` when that is nothing yet. */
  const receive = (state: string, outcome: () => Promise<boolean>): void => {
    const login = waiting.get(state)
    if (!login) return
    // One after the other: the callback page says how it went while its own reply is still being looked at, when this page was busy.
    login.turn = login.turn.then(async () => {
      if (login.accepted || waiting.get(state) !== login) return
      login.accepted = true
      try {
        login.accepted = await outcome()
        if (!login.accepted) return
        // One result: windows that were left behind are not wanted any more.
        for (const [other, { end }] of waiting) {
          end(undefined, true)
          forget(other)
        }
      } catch (error) {
        login.end(Promise.reject(error), true)
        waiting.delete(state)
      }
    })
  }

  /** `false`: the callback page was faster, and will say how it went. */
  async function takeReply(state: string, response: AuthorizationResponse | undefined, taken?: () => void): Promise<boolean> {
    const pending = await parts.pendingLogins.take(state)
    if (!pending) return false
    taken?.()
    if (response?.state !== state) throw new StagedoorError('state_mismatch')
    await redeem(parts, pending, response)
    return true
  }

  const hear: Parameters<ChannelPort['listen']>[0] = (message, reply) => {
    if (message.kind === 'response') {
      const response = findAuthorizationResponse(message.url, parts.context.responseParameter)?.response
      receive(message.state, () => takeReply(message.state, response, () => reply({ kind: 'taken', state: message.state })))
    } else if (message.kind === 'finished') receive(message.state, () => learn(message.error))
  }

  /** The callback page has finished it: its result is in the storage, if we share one. */
  async function learn(error: StagedoorErrorCode | undefined): Promise<true> {
    if (error) throw new StagedoorError(error)
    if (!(await parts.keeper.read()).live) throw new StagedoorError('state_lost')
    parts.emit('signed_in', parts.keeper.state)
    return true
  }

  return {
    wait(state, popup, { signal, message, wish }) {
      if (!listening) parts.context.channel?.listen(hear)
      listening = true
      popup.listen((origin, data) => {
        const response = message?.read(origin, data)
        if (response) receive(state, () => takeReply(state, response))
      })
      const before = [...waiting.values()]
      const done = new Promise<void>((resolve) => {
        const login = watchPopup({ clock: parts.context.clock, popup, signal, forget: () => forget(state), resolve })
        waiting.set(state, login)
        join = (again, other) => {
          if (again !== wish || !popup.focus()) return undefined
          other?.addEventListener('abort', login.abort)
          return done
        }
      })
      for (const login of before) login.end(done)
      return done
    },
    join: (wish, signal) => join(wish, signal),
  }
}

interface Watch {
  readonly clock: Clock
  readonly popup: OpenPopup
  readonly signal: AbortSignal | undefined
  /** The login was aborted: whatever still comes is not wanted. */
  forget(): void
  resolve(outcome?: Promise<void>): void
}

/** Watches a window and a signal until the login has ended. */
function watchPopup({ clock, popup, signal, forget, resolve }: Watch): Waiting {
  let stopPolling: () => void
  let absentPolls = 0
  const login: Waiting = {
    accepted: false,
    turn: Promise.resolve(),
    end(outcome, close) {
      stopPolling()
      signal?.removeEventListener('abort', login.abort)
      popup.release()
      if (close) popup.close()
      outcome?.catch(() => undefined) // of a second end nobody hears
      resolve(outcome)
    },
    abort() {
      if (login.accepted) return
      forget()
      login.end(Promise.reject(new StagedoorError('cancelled', { cause: signal?.reason })), true)
    },
  }
  const poll = (): void => {
    const presence = popup.presence()
    absentPolls = presence === 'open' ? 0 : absentPolls + 1
    // It stays in the waiting room: if the window was open after all, its reply still signs the person in.
    if (!login.accepted && absentPolls >= (presence === 'perhaps' ? UNCONFIRMED_GRACE_POLLS : GRACE_POLLS)) {
      login.end(Promise.reject(new StagedoorError(presence === 'lost' ? 'popup_unreachable' : 'cancelled')))
    } else stopPolling = clock.after(POLL_MS, poll)
  }
  signal?.addEventListener('abort', login.abort)
  stopPolling = clock.after(POLL_MS, poll)
  return login
}
