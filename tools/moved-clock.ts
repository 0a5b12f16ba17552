import type { Clock } from '@stagedoor/client'

/** A clock that a test moves. */
export class MovedClock implements Clock {
  #now = 1_800_000_000
  readonly #timers = new Set<{ readonly at: number; readonly task: () => void }>()

  now(): number {
    return this.#now
  }

  after(delayMs: number, task: () => void): () => void {
    const timer = { at: this.#now + delayMs / 1000, task }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Moves on, running what falls due in order, with time for promises in between. */
  async advance(seconds: number): Promise<void> {
    const end = this.#now + seconds
    for (;;) {
      await settle()
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0]
      if (due === undefined) break
      this.#timers.delete(due)
      this.#now = due.at
      due.task()
    }
    this.#now = end
    await settle()
  }
}

/** Lets every promise that can go on go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}
