const FIRST_SECONDS = 30
const LONGEST_SECONDS = 3600
/** What a platform may ask for: one slip of its pen must not end a connection for a year. */
const LONGEST_ASKED_SECONDS = 86_400

/**
 * Tells how long to leave a platform alone that did not answer: twice as long each time, up to an hour, and not all at once.
 *
 * @param failures - In a row, this one included.
 * @param random - A byte.
 * @param retryAfterSeconds - What the platform asked for; never less than that, up to a day.
 */
export function backOffSeconds(failures: number, random: number, retryAfterSeconds = 0): number {
  const own = Math.min(FIRST_SECONDS * 2 ** (failures - 1), LONGEST_SECONDS)
  return Math.max(own * (0.75 + random / 1024), Math.min(retryAfterSeconds, LONGEST_ASKED_SECONDS) * (1 + random / 1024))
}

/** How long to wait before looking again whether somebody else is through: 40 ms at first, a second at most. */
export function pollDelayMs(attempt: number, random: number): number {
  return Math.min(40 * 1.6 ** attempt, 1000) * (0.75 + random / 512)
}
