import type { Store } from './ports/store.ts'
import type { Clock, EventLog } from './ports/world.ts'

export interface HousekeepingOptions {
  readonly store: Pick<Store, 'deleteExpired'>
  readonly clock: Clock
  readonly log: EventLog
  /** Pause between two rounds; default a minute. */
  readonly intervalMs?: number
  /** Rows in one write; default 200. Small, as requests wait meanwhile. */
  readonly batchSize?: number
  /** Batches in one round; default 500. */
  readonly maxBatches?: number
}

/** Housekeeping under way. */
export interface Housekeeping {
  /** Resolves when no write of it is under way any more. */
  stop(): Promise<void>
}

/**
 * Deletes expired rows now and then, in small batches between requests, so that the database stays as large as what is alive.
 *
 * Keeps no process alive. A failure is logged and the next round tries again.
 */
export function startHousekeeping(options: HousekeepingOptions): Housekeeping {
  const { intervalMs = 60_000 } = options
  let stopped = false
  let round: Promise<void> = Promise.resolve()
  let timer = setTimeout(begin, intervalMs).unref()

  function begin(): void {
    round = deleteExpired(options, () => stopped).finally(() => {
      if (!stopped) timer = setTimeout(begin, intervalMs).unref()
    })
  }

  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await round
    },
  }
}

/** One round: batch after batch until one is not full, with room for requests between them. */
async function deleteExpired(options: HousekeepingOptions, isStopped: () => boolean): Promise<void> {
  const { store, clock, log, batchSize = 200, maxBatches = 500 } = options
  try {
    for (let batch = 0; batch < maxBatches && !isStopped(); batch++) {
      if ((await store.deleteExpired(Math.floor(clock() / 1000), batchSize)) < batchSize) return
      await new Promise((resolve) => setTimeout(resolve, 10).unref())
    }
  } catch (cause) {
    log({ reason: 'housekeeping_failed', at: clock(), cause })
  }
}
