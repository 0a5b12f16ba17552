import {
  array,
  boolean,
  exactOptional,
  type GenericSchema,
  integer,
  maxLength,
  maxValue,
  minLength,
  minValue,
  number,
  object,
  picklist,
  pipe,
  strictObject,
  string,
  union,
  unknown,
  variant,
} from 'valibot'
import type { FaultRequest } from '../faults/fault.ts'

const place = {
  endpoint: exactOptional(
    pipe(string('must be text.'), minLength(1, 'must not be empty.'), maxLength(200, 'must have at most 200 characters.')),
  ),
  times: exactOptional(
    pipe(
      number('must be a number.'),
      integer('must be a whole number.'),
      minValue(1, 'must be at least 1; leave it out for every request.'),
    ),
  ),
}

const injected = {
  ...place,
  handled: exactOptional(boolean('must be true or false.')),
  cors: exactOptional(boolean('must be true or false.')),
}

const HOUR_MS = 3_600_000

const milliseconds = pipe(
  number('must be a number of milliseconds.'),
  minValue(0, 'must not be negative.'),
  maxValue(HOUR_MS, `must be at most ${HOUR_MS}, an hour.`),
)
const retryAfterSeconds = pipe(
  number('must be a number of seconds.'),
  integer('must be a whole number of seconds.'),
  minValue(0, 'must not be negative.'),
)
const body = union(
  [picklist(['json', 'html']), object({ json: unknown() })],
  'must be "json", "html", or an object {"json": …} with a body of your own.',
)
const openerPolicy = picklist(
  ['same-origin', 'same-origin-allow-popups', 'noopener-allow-popups'],
  'must be "same-origin", "same-origin-allow-popups" or "noopener-allow-popups".',
)
const omit = array(string('must be text.'), 'must be a list of names, as ["refresh_token"].')

const words = 'must be an object with what a fault of this kind takes, and nothing else.'

/** A fault as it comes over HTTP. */
export const faultInput: GenericSchema<FaultRequest> = variant(
  'kind',
  [
    strictObject(
      {
        kind: picklist(['delay']),
        ...place,
        milliseconds,
        before: exactOptional(picklist(['handling', 'reply'], 'must be "handling" or "reply".')),
      },
      words,
    ),
    strictObject(
      { kind: picklist(['drop_reply']), ...place, sent: exactOptional(picklist(['nothing', 'half'], 'must be "nothing" or "half".')) },
      words,
    ),
    strictObject(
      {
        kind: picklist(['server_error']),
        ...injected,
        status: exactOptional(picklist([500, 502, 503, 504], 'must be 500, 502, 503 or 504.')),
      },
      words,
    ),
    strictObject(
      { kind: picklist(['rate_limit']), ...injected, retryAfterSeconds: exactOptional(retryAfterSeconds), body: exactOptional(body) },
      words,
    ),
    strictObject({ kind: picklist(['malformed']), ...injected, omit: exactOptional(omit) }, words),
    strictObject({ kind: picklist(['strict_rotation']) }, words),
    strictObject({ kind: picklist(['cross_origin_opener_policy']), policy: exactOptional(openerPolicy) }, words),
  ],
  'must be one of delay, drop_reply, server_error, rate_limit, malformed, strict_rotation, cross_origin_opener_policy.',
)
