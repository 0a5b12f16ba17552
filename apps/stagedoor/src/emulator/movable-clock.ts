// As it was when this was loaded: a test that fakes its own time does not fake that of a platform.
const { now: readSystemTime } = Date

/** How the clock of an emulator begins. */
export interface ClockOptions {
  /** Epoch seconds; this machine's time by default. */
  readonly startAt?: number
  /** Whether it stands still between moves; by default it runs with this machine's. */
  readonly isFrozen?: boolean
}

/** A clock that can be moved forward, for tests that do not want to wait. */
export interface MovableClock {
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Time never goes back: tokens that expired stay expired. @param seconds - Not negative. */
  advance(seconds: number): void
}

/** Creates a clock. */
export function createMovableClock({ startAt, isFrozen = false }: ClockOptions = {}): MovableClock {
  const startedAt = readSystemTime()
  let offsetMs = startAt === undefined ? 0 : startAt * 1000 - startedAt
  return {
    now: () => (isFrozen ? startedAt : readSystemTime()) + offsetMs,
    advance(seconds) {
      offsetMs += seconds * 1000
    },
  }
}
