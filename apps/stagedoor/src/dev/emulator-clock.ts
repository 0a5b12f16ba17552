/** The time that every platform of an emulator goes by. */
export interface EmulatorClock {
  /** @returns Epoch milliseconds. */
  now(): number
  /** Moves it forward; time does not go back, or tokens would be issued before their grants. */
  advance(seconds: number): void
}

/** Creates a clock that runs with the machine's, as far ahead as it was moved. */
export function createEmulatorClock(machineClock: () => number): EmulatorClock {
  let aheadMs = 0
  return {
    now: () => machineClock() + aheadMs,
    advance: (seconds) => {
      aheadMs += seconds * 1000
    },
  }
}
