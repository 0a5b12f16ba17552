import { describe, expect, it } from 'vitest'
import { FaultList } from './fault-list.ts'

const token = { path: '/oauth/token', endpoint: 'token' }

describe('the faults of a platform', () => {
  it('are met as often as they say, oldest first, one delay and one other at a time', () => {
    const faults = new FaultList()
    faults.add({ kind: 'server_error', times: 1 })
    faults.add({ kind: 'rate_limit', times: 1 })
    faults.add({ kind: 'delay', milliseconds: 5, times: 3 })

    const met = Array.from({ length: 4 }, () => faults.take(token))

    expect(met.map(({ delay, answer }) => [delay?.kind, answer?.kind])).toEqual([
      ['delay', 'server_error'],
      ['delay', 'rate_limit'],
      ['delay', undefined],
      [undefined, undefined],
    ])
    expect(faults.list().map(({ hits, remaining }) => [hits, remaining])).toEqual([
      [1, 0],
      [1, 0],
      [3, 0],
    ])
  })

  it.each([
    [undefined, true],
    ['token', true],
    ['/oauth/token', true],
    ['/oauth/*', true],
    ['userinfo', false],
    ['/oauth', false],
    ['/oauth/token/', false],
  ])('of the endpoint %j meet a token request: %s', (endpoint, isMet) => {
    const faults = new FaultList()
    faults.add({ kind: 'drop_reply', ...(endpoint !== undefined && { endpoint }) })

    expect(faults.take(token).answer !== undefined).toBe(isMet)
  })

  it('stand until they are cleared, and have ids of their own afterwards', () => {
    const faults = new FaultList()
    const first = faults.add({ kind: 'strict_rotation' })
    const met = [faults.has('strict_rotation'), faults.take(token).answer]
    const cleared = [faults.clear(), faults.clear()]
    const second = faults.add({ kind: 'strict_rotation' })

    expect(first).toEqual({ id: 'fault-1', kind: 'strict_rotation', hits: 0, remaining: null })
    expect(met).toEqual([true, undefined])
    expect(cleared).toEqual([1, 0])
    expect(second.id).toBe('fault-2')
  })
})
