import { exactOptional, finite, maxValue, minValue, number, pipe, strictObject } from 'valibot'
import type { ControlAnswer, ControlContext } from './control-act.ts'
import { ControlError } from './control-error.ts'
import { readInput } from './read-input.ts'

/** The time the platforms go by, in epoch seconds. */
export interface ClockReading {
  readonly now: number
}

const HUNDRED_YEARS = 36_525 * 86_400

const seconds = pipe(number('must be a number of seconds.'), finite('must be a number of seconds.'))

const clockInput = strictObject(
  {
    advanceSeconds: exactOptional(
      pipe(
        seconds,
        minValue(0, 'must not be negative: time goes forward only, as expired tokens stay expired.'),
        maxValue(HUNDRED_YEARS, `must be at most ${HUNDRED_YEARS}, a hundred years.`),
      ),
    ),
    now: exactOptional(seconds),
  },
  'must be an object with advanceSeconds or now, and nothing else: {"advanceSeconds": 3600}.',
)

/** `POST /_control/clock`: moves the clock of every platform forward, by so much or to a time. @throws ControlError `invalid_request`. */
export function moveClock(context: Pick<ControlContext, 'clock'>, input: unknown): ControlAnswer<ClockReading> {
  const { clock } = context
  const { advanceSeconds, now } = readInput(clockInput, input)
  if ((advanceSeconds === undefined) === (now === undefined)) {
    throw new ControlError('invalid_request', 'The body must have one of advanceSeconds and now: {"advanceSeconds": 3600}.')
  }
  const step = advanceSeconds ?? (now ?? 0) - clock.now() / 1000
  // A second ago is the same second for whoever read the time in whole ones.
  if (step < -1)
    throw new ControlError('invalid_request', 'now must not be in the past: time goes forward only, as expired tokens stay expired.')
  if (step > HUNDRED_YEARS)
    throw new ControlError('invalid_request', `now must be at most ${HUNDRED_YEARS} seconds ahead, a hundred years.`)
  clock.advance(Math.max(0, step))
  return readClock(context)
}

/** `GET /_control/clock`. */
export function readClock({ clock }: Pick<ControlContext, 'clock'>): ControlAnswer<ClockReading> {
  return { status: 200, body: { now: Math.floor(clock.now() / 1000) } }
}
