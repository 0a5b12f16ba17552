import { parseAuthorizationResponse } from '@stagedoor/protocol'
import type { SignInParts } from '../sign-in/sign-in-parts.ts'
import { startSignIn } from '../sign-in/start-sign-in.ts'
import type { StagedoorClient } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import type { NativeClientOptions, NativeLoginOptions } from './native-client.ts'
import { watchLinks } from './watch-links.ts'

/** What a sign-in on a phone works with. */
export interface NativeSignIn {
  readonly parts: SignInParts
  readonly takeReply: StagedoorClient['handleCallback']
  readonly phone: Pick<NativeClientOptions, 'browser' | 'linking' | 'redirectUri'>
}

/** Signs in, in a browser over the app. */
export async function nativeLogin({ parts, takeReply, phone }: NativeSignIn, options: NativeLoginOptions): Promise<void> {
  const { context, pendingLogins } = parts
  const { signal } = options
  if (signal?.aborted) throw new StagedoorError('cancelled', { cause: signal.reason })
  const { url, pending } = startSignIn(context, { ...options, display: 'page' })
  // Before the browser opens: the system may end this app while it is behind it.
  await pendingLogins.add(pending)

  const isReply = (link: string): boolean => parseAuthorizationResponse(link, context.responseParameter)?.state === pending.state
  const links = watchLinks(phone.linking, context.clock, isReply)
  try {
    const result = await open(phone, url, options).catch(async (error: unknown) => {
      await pendingLogins.take(pending.state)
      throw error
    })
    // The system says "dismissed" when the app comes to the front, which a deep link does too, a moment before it is delivered.
    const reply = result.type === 'success' ? result.url : await links.wait()
    // What is stored stays: a browser that was left in the background may still come back, and `start()` takes its reply.
    if (reply === undefined) throw new StagedoorError('cancelled')
    const { outcome } = await takeReply(reply)
    if (outcome !== 'signed_in') throw new StagedoorError('state_mismatch')
  } finally {
    links.stop()
  }
}

/** Opens the browser and waits until it is closed. */
async function open(
  { browser, redirectUri }: NativeSignIn['phone'],
  url: string,
  { signal, preferEphemeralSession = false }: NativeLoginOptions,
): Promise<{ readonly type: string; readonly url?: string }> {
  const dismiss = (): void => {
    try {
      browser.dismissAuthSession?.()
    } catch {
      // Android has no way to: the person closes it.
    }
  }
  signal?.addEventListener('abort', dismiss)
  try {
    const result = await browser.openAuthSessionAsync(url, redirectUri, { preferEphemeralSession }).catch(alreadyOpen)
    if (signal?.aborted) throw new StagedoorError('cancelled', { cause: signal.reason })
    return result.type === 'locked' ? alreadyOpen() : result
  } finally {
    signal?.removeEventListener('abort', dismiss)
  }
}

/** iOS says `locked`; Android throws. */
function alreadyOpen(cause?: unknown): never {
  throw new StagedoorError('popup_blocked', { message: 'The browser did not open: another sign-in may be open already.', cause })
}
