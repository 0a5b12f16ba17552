import { finite, maxValue, minValue, number, pipe, strictObject } from 'valibot'
import type { ControlAnswer, ControlContext } from './control-act.ts'
import { readInput } from './read-input.ts'

const HUNDRED_YEARS = 36_525 * 86_400

const clockInput = strictObject(
  {
    advanceSeconds: pipe(
      number('must be a number of seconds.'),
      finite('must be a number of seconds.'),
      minValue(0, 'must not be negative: time goes forward only, as expired tokens stay expired.'),
      maxValue(HUNDRED_YEARS, `must be at most ${HUNDRED_YEARS}, a hundred years.`),
    ),
  },
  'must be an object with advanceSeconds and nothing else: {"advanceSeconds": 3600}.',
)

/** `POST /_control/clock`: moves the clock of every platform forward. */
export function moveClock(context: ControlContext, input: unknown): ControlAnswer {
  context.clock.advance(readInput(clockInput, input).advanceSeconds)
  return readClock(context)
}

/** `GET /_control/clock`: the time the platforms go by, in epoch seconds. */
export function readClock({ clock }: ControlContext): ControlAnswer {
  return { status: 200, body: { now: Math.floor(clock.now() / 1000) } }
}
