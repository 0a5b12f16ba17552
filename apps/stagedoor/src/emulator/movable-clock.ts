/** A clock that can be moved forward, for tests that do not want to wait. */
export interface MovableClock {
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Time never goes back: tokens that expired stay expired. */
  advance(seconds: number): void
}

/** Creates a clock that runs with this machine's and starts at its time. */
export function createMovableClock(): MovableClock {
  let offsetMs = 0
  return {
    now: () => Date.now() + offsetMs,
    advance(seconds) {
      offsetMs += seconds * 1000
    },
  }
}
