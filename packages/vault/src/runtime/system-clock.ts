import type { Clock } from '@stagedoor/client'

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
}
