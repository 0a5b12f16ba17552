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

  it('describes a thousand in a burst and two hundred a second after it, and counts the rest', () => {
    const log = new RequestLog()
    const countAdmitted = (nowMs: number): number => {
      const admitted = Array.from({ length: 1500 }, () => log.admit(nowMs)).filter(Boolean).length
      for (let count = 0; count < admitted; count += 1) log.add(request)
      return admitted
    }
    const admitted = [countAdmitted(10_000), countAdmitted(11_000), countAdmitted(11_000), countAdmitted(60_000)]

    expect(admitted).toEqual([1000, 200, 0, 1000])
    expect(log.list({ limit: 1 })).toEqual([{ number: 6000, ...request }])
  })
})
