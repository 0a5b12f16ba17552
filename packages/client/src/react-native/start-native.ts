import type { SessionState } from '../session-state.ts'
import type { StagedoorClient } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import type { NativeClientOptions, StartedClient } from './native-client.ts'

/** An old link, which Android gives again after each reload of the app, or one of somebody else. */
const NOBODY_WAITS = new Set(['state_lost', 'state_mismatch'])

/** Finishes what a cold start brings, and listens from then on. */
export async function startNative(
  { handleCallback, restore }: Pick<StagedoorClient, 'handleCallback' | 'restore'>,
  { linking, appState }: Pick<NativeClientOptions, 'linking' | 'appState'>,
): Promise<StartedClient> {
  const links = linking.addEventListener('url', ({ url }) => void handleCallback(url).catch(() => undefined))
  const front = appState?.addEventListener('change', (state) => {
    if (state === 'active') void restore()
  })
  const error = await finish()
  const session: SessionState = await restore()
  return {
    session,
    error,
    stop() {
      links.remove()
      front?.remove()
    },
  }

  async function finish(): Promise<StagedoorError | undefined> {
    try {
      const url = await linking.getInitialURL()
      if (url !== null) await handleCallback(url)
    } catch (error) {
      if (error instanceof StagedoorError && !NOBODY_WAITS.has(error.code)) return error
    }
    return undefined
  }
}
