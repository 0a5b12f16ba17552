'use client'
import { useSyncExternalStore } from 'react'
import type { SessionState } from '../session-state.ts'
import { useStagedoor } from './use-stagedoor.ts'

/** What a server knows, and what a browser says until its page is hydrated: else the two would differ. */
const UNCHECKED: SessionState = { status: 'unknown', reason: 'unchecked', error: undefined }

/** Returns the session, and renders again when it changes, also when another tab changed it. */
export function useSession(): SessionState {
  const client = useStagedoor()
  return useSyncExternalStore(
    client.subscribe,
    () => client.session,
    () => UNCHECKED,
  )
}
