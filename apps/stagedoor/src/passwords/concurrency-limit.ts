/** Runs tasks, so many at once; the others wait in the order they came. */
export interface ConcurrencyLimit {
  /** How many tasks wait for their turn. */
  readonly waiting: number
  run<T>(task: () => Promise<T>): Promise<T>
}

/** Creates a limit of so many tasks at once. */
export function limitConcurrency(limit: number): ConcurrencyLimit {
  let running = 0
  const waiting: (() => void)[] = []
  return {
    get waiting() {
      return waiting.length
    },
    async run(task) {
      if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
      else running += 1
      try {
        return await task()
      } finally {
        // The place is handed on, not freed, so that a newcomer cannot slip in between.
        const next = waiting.shift()
        if (next === undefined) running -= 1
        else next()
      }
    },
  }
}
