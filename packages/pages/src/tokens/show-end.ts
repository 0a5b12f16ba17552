import type { SiteFrame } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { showTime } from '../site/show-time.ts'

const DAY = 86_400
const YEAR_DAYS = 365.25

/** Says when a token ends, in days, as it was chosen: `in 90 days`, not `in 2 months`. @param at - Epoch seconds. */
export function showEnd(frame: Pick<SiteFrame, 'now' | 'language'>, at: number): Markup {
  const days = Math.ceil((at - frame.now) / DAY)
  if (days <= 1) return showTime(frame, at)
  const date = new Date(at * 1000)
  const whole = new Intl.DateTimeFormat(frame.language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(date)
  const relative = new Intl.RelativeTimeFormat(frame.language)
  // The longest that can be chosen is a year: what is longer was set up, and nobody counts its days.
  const words = days > 366 ? relative.format(Math.round(days / YEAR_DAYS), 'year') : relative.format(days, 'day')
  return html`<time datetime="${date.toISOString()}" title="${whole} UTC">${words}</time>`
}
