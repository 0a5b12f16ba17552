import type { Clock } from '@stagedoor/client'

/** What is left to be read after a process was stopped, or did nothing else for a while. */
const READING_MS = 50

/**
 * Makes a clock whose timers are not over before what has come in meanwhile was read.
 *
 * A machine that slept finds the reply to a refresh in its socket and the timeout run out; the reply may hold the only tokens that work.
 */
export function unhurriedClock(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    after(delayMs, task) {
      let cancel = clock.after(Math.max(0, delayMs - READING_MS), () => {
        cancel = clock.after(Math.min(READING_MS, delayMs), task)
      })
      return () => cancel()
    },
  }
}
