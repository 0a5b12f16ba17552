import { parseAuthorizationResponse } from '@stagedoor/protocol'
import { errorWords } from '../error-words.ts'
import { askForQuery } from '../sign-in/ask-for-query.ts'
import { redeem } from '../sign-in/redeem.ts'
import type { SignInParts } from '../sign-in/sign-in-parts.ts'
import { startSignIn } from '../sign-in/start-sign-in.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import type { CliLoginOptions } from './cli-client.ts'
import { listenOnLoopback, type TakenReply } from './loopback-server.ts'
import type { TerminalPort } from './terminal-port.ts'

/** A port that nobody needs any more is closed (RFC 8252 §8.3). */
const WAIT_MS = 3_600_000

/** Where and with whom a sign-in happens. */
export interface CliSignIn {
  readonly parts: SignInParts
  readonly terminal: TerminalPort
  readonly redirectUris: readonly string[]
  readonly options: CliLoginOptions
}

/** Signs in with the browser of this machine, which comes back to a port of 127.0.0.1 (RFC 8252 §7.3). */
export async function signInByLoopback({ parts, terminal, redirectUris, options }: CliSignIn): Promise<void> {
  const { context } = parts
  const ended = Promise.withResolvers<void>()
  let state: string | undefined
  let answered: Promise<TakenReply> | undefined

  const server = await listenOnLoopback(redirectUris, async (reply) => {
    const response = parseAuthorizationResponse(reply, context.responseParameter)
    // Any program here, and any page, can call this address: what is not our state changes nothing (RFC 6749 §10.12).
    if (response === undefined || state === undefined || response.state !== state) return undefined
    answered ??= redeem(parts, started.pending, response).then(
      () => ({
        page: { status: 200, title: 'You are signed in', text: 'You can close this window and go back to the terminal.' },
        settle: () => ended.resolve(),
      }),
      (error: unknown) => {
        const text = error instanceof StagedoorError ? errorWords(error).sentence : 'Something went wrong.'
        return {
          page: { status: 400, title: 'You are not signed in', text: `${text} The terminal says more.` },
          settle: () => ended.reject(error),
        }
      },
    )
    return answered
  })
  const started = startSignIn(context, { ...options, display: 'page', redirectUri: server.redirectUri })
  state = started.pending.state
  const stop = stopWaiting(parts, options.signal, ended.reject)
  try {
    const url = askForQuery(started.url, context.platform)
    const opened = await terminal.openBrowser(url)
    terminal.say(
      opened ? `Sign in to ${context.platform.name} in your browser. If none has opened:` : 'Open this in your browser to sign in:',
    )
    terminal.say(`\n  ${url}\n`)
    await ended.promise
  } finally {
    stop()
    await server.close()
  }
}

/** Gives up when it is aborted, or when the person has not come back for an hour. */
function stopWaiting({ context }: SignInParts, signal: AbortSignal | undefined, reject: (error: unknown) => void): () => void {
  const cancel = (): void => reject(new StagedoorError('cancelled', { cause: signal?.reason }))
  const stopClock = context.clock.after(WAIT_MS, cancel)
  signal?.addEventListener('abort', cancel)
  if (signal?.aborted) cancel()
  return () => {
    stopClock()
    signal?.removeEventListener('abort', cancel)
  }
}
