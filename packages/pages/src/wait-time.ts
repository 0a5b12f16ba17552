/** Says how long to wait, as `in 30 seconds`; rounded up, so that nobody comes too early. */
export function waitTime(language: string, seconds: number): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' })
  return seconds < 100 ? format.format(seconds, 'second') : format.format(Math.ceil(seconds / 60), 'minute')
}
