import { describe, expect, it } from 'vitest'
import { refusalOfStatus } from './refusal-of-status.ts'

const NOW = Date.parse('2026-11-21T12:00:00Z') / 1000
const limited = (headers: Record<string, string>, text = '') => refusalOfStatus(new Response(text, { status: 429, headers }), text, NOW)

describe('how long a platform asks to wait', () => {
  it.each([
    ['[RFC 9110 §10.2.3] seconds', { 'retry-after': '60' }, 60],
    ['[RFC 9110 §10.2.3] a date, by our clock', { 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT' }, 60],
    [
      '[row: refresh/clock skew] a date by the clock of the platform, a day ahead of ours',
      { 'retry-after': 'Sun, 22 Nov 2026 12:01:00 GMT', date: 'Sun, 22 Nov 2026 12:00:00 GMT' },
      60,
    ],
    [
      '[row: refresh/clock skew] a date by the clock of the platform, a day behind ours',
      { 'retry-after': 'Fri, 20 Nov 2026 12:01:00 GMT', date: 'Fri, 20 Nov 2026 12:00:00 GMT' },
      60,
    ],
    ['a date that is over', { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 0],
    ['a Date that is none', { 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT', date: 'now' }, 60],
    ['nothing that can be read', { 'retry-after': 'later' }, undefined],
    ['nothing', {}, undefined],
  ] as const)('%s', async (_name, headers, seconds) => {
    expect(await limited(headers)).toMatchObject({ code: 'rate_limited', retryAfterSeconds: seconds })
  })

  it('[SoundCloud] reads the date in the body, by the clock of the platform', async () => {
    const body = '{"errors":[{"meta":{"rate_limit":{},"reset_time":"2026/11/22 12:05:00 +0000"}}]}'

    expect(await limited({ date: 'Sun, 22 Nov 2026 12:00:00 GMT' }, body)).toMatchObject({ retryAfterSeconds: 300 })
  })
})
