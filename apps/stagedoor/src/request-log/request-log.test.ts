import { describe, expect, it } from 'vitest'
import type { RecordedRequest } from './recorded-request.ts'
import { RequestLog } from './request-log.ts'

const request: Omit<RecordedRequest, 'number'> = {
  time: '2026-11-21T00:00:00.000Z',
  durationMs: 1,
  method: 'GET',
  path: '/',
  endpoint: 'resource',
  status: 200,
  parameters: {},
}

describe('a request log', () => {
  it('keeps the last thousand', () => {
    const log = new RequestLog()
    for (let count = 0; count < 5500; count += 1) log.add(request)

    const numbers = log.list().map(({ number }) => number)

    expect(numbers).toEqual(Array.from({ length: 1000 }, (_, index) => 4501 + index))
    expect(log.clear()).toBe(1000)
  })

  it('describes a thousand a second at most, and counts the rest', () => {
    const log = new RequestLog()
    const admitted = Array.from({ length: 1500 }, () => log.admit(10_000)).filter(Boolean).length
    for (let count = 0; count < admitted; count += 1) log.add(request)
    const isNextAdmitted = [log.admit(10_999), log.admit(11_000)]
    log.add(request)

    expect(admitted).toBe(1000)
    expect(isNextAdmitted).toEqual([false, true])
    expect(log.list({ limit: 1 })).toEqual([{ number: 1502, ...request }])
  })
})
