import { maxValue, minValue, number, object, pipe } from 'valibot'
import type { EmulatorClock } from '../dev/emulator-clock.ts'
import type { ControlAnswer } from './control.ts'
import { checkBody } from './read-json.ts'

const tenYears = 315_360_000
const range = `a number of seconds from 0 to ${tenYears}; time does not go back`
const schema = object({
  advanceSeconds: pipe(number(`must be ${range}`), minValue(0, `must be ${range}`), maxValue(tenYears, `must be ${range}`)),
})

/** `POST /_control/clock`: moves the clock of every platform forward. */
export function moveClock(clock: EmulatorClock, body: unknown): ControlAnswer {
  clock.advance(checkBody(schema, body).advanceSeconds)
  return { status: 200, body: { now: Math.floor(clock.now() / 1000) } }
}
