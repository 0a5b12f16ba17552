import type { SiteFrame } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { siteMessagesFor } from './messages/index.ts'

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** Says when something was or will be, seen from now: `3 days ago`; the date itself is in its title. `null` is never. @param at - Epoch seconds. */
export function showTime({ now, language }: Pick<SiteFrame, 'now' | 'language'>, at: number | null): Markup {
  if (at === null) return html`${siteMessagesFor(language).never}`
  const date = new Date(at * 1000)
  const distance = at - now
  const [unit, seconds] = STEPS.find(([, length]) => Math.abs(distance) >= length) ?? (['minute', 60] as const)
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.trunc(distance / seconds), unit)
  const whole = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(date)
  return html`<time datetime="${date.toISOString()}" title="${whole} UTC">${words}</time>`
}
