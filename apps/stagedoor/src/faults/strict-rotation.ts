import type { Store } from '@stagedoor/server/ports'
import type { FaultList } from './fault-list.ts'

/** Lets a store rotate without a retry window while the fault `strict_rotation` stands: every second use of a refresh token is a replay then. */
export function withStrictRotation(store: Store, faults: FaultList): Store {
  const { refreshTokens } = store
  return {
    ...store,
    refreshTokens: {
      ...refreshTokens,
      rotate: (presented, now, retryWindowSeconds, decide) =>
        refreshTokens.rotate(presented, now, faults.has('strict_rotation') ? 0 : retryWindowSeconds, decide),
    },
  }
}
