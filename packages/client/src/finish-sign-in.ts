import { errorWords } from './error-words.ts'
import type { StagedoorClient } from './stagedoor-client.ts'
import { StagedoorError } from './stagedoor-error.ts'

/** What the callback page does besides finishing. */
export interface FinishSignInOptions {
  /** Where a page login goes on when it did not say; default `/`. */
  readonly home?: string
  /** Shows a sentence to the person; default: replaces the text of `#status`, or of the whole page. */
  readonly show?: (sentence: string) => void
}

/**
 * Finishes whatever sign-in this page was called for: the whole script of a callback page.
 *
 * @param clients - Every client whose redirect URI is this page.
 * @returns Whether there was a sign-in to finish, and nothing failed here. Never rejects: a failure is shown in words.
 */
export async function finishSignIn(
  clients: StagedoorClient | readonly StagedoorClient[],
  options: FinishSignInOptions = {},
): Promise<boolean> {
  const show = options.show ?? showOnPage
  const home = options.home ?? '/'
  const url = location.href
  try {
    // All at once: each cleans the address bar before it awaits anything, and at most one knows the reply.
    const results = await Promise.all([clients].flat().map((client) => client.handleCallback(url)))
    const found = results.find((result) => result.outcome !== 'none' && result.outcome !== 'not_ours')
    if (found?.outcome === 'relayed') show('You can close this window.')
    else if (found?.outcome === 'signed_in') goOn(found, home, show)
    else location.replace(home)
    return found !== undefined
  } catch (error) {
    show(error instanceof StagedoorError ? errorWords(error).sentence : String(error))
    return false
  }
}

function goOn(
  result: { readonly display: 'popup' | 'page'; readonly returnTo: string | undefined },
  home: string,
  show: (sentence: string) => void,
): void {
  if (result.display === 'popup') {
    show('You are signed in. You can close this window.')
    globalThis.close()
    return
  }
  const target = new URL(result.returnTo ?? home, location.href)
  location.replace(target.origin === location.origin && target.protocol !== 'blob:' ? target : home)
}

function showOnPage(sentence: string): void {
  const place = document.getElementById('status') ?? document.body
  place.textContent = sentence
}
