'use client'
import { useEffect, useState } from 'react'
import type { CallbackResult } from '../stagedoor-client.ts'
import { useStagedoor } from './use-stagedoor.ts'

/** How far the callback page is. */
export type SignInCallback =
  | { readonly status: 'working' }
  | { readonly status: 'done'; readonly result: CallbackResult }
  /** With a `StagedoorError`. */
  | { readonly status: 'failed'; readonly error: unknown }

const WORKING: SignInCallback = { status: 'working' }

/**
 * Finishes the sign-in on the route that is the redirect URI, once: StrictMode's second effect hears of the first.
 *
 * A window of its own is closed. After a login on the page it is up to the app to go on, to `result.returnTo` where it is set.
 */
export function useSignInCallback(): SignInCallback {
  const client = useStagedoor()
  const [callback, setCallback] = useState(WORKING)
  useEffect(() => {
    let isShown = true
    const show = (next: SignInCallback): void => {
      if (isShown) setCallback(next)
    }
    client.handleCallback().then(
      (result) => {
        show({ status: 'done', result })
        if (result.outcome === 'signed_in' && result.display === 'popup') close()
      },
      (error: unknown) => show({ status: 'failed', error }),
    )
    return () => {
      isShown = false
    }
  }, [client])
  return callback
}
