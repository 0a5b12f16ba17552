import { describe, expect, it } from 'vitest'
import { type FoundConnection, judgeStorm, type StormReport } from './judge-storm.ts'
import type { RefreshRequest, Strike } from './ledger.ts'

const rotation: RefreshRequest = {
  grant: 1,
  generation: 0,
  isStale: false,
  outcome: 'rotated',
  fault: null,
  pid: 7,
  isDelivered: true,
  round: 1,
  atMs: 10_000,
  waitedMs: 5,
}
const over: FoundConnection = { grant: 1, status: 'reauthorization_required', generation: null }

function judge(requests: readonly RefreshRequest[], found: FoundConnection, strikes: readonly Strike[] = []): StormReport {
  return judgeStorm({ ledger: { requests, strikes }, found: [found], rounds: 1, slackMs: 1000 })
}

describe('the judge of a storm', () => {
  it('counts as kept who has the newest token, and as lost who says so with an older one', () => {
    expect(judge([rotation], { grant: 1, status: 'connected', generation: 1 })).toMatchObject({ kept: 1, lost: [], needed: 1, rotated: 1 })
    expect(judge([rotation], { grant: 1, status: 'connected', generation: 0 })).toMatchObject({ kept: 0, lost: [1] })
  })

  it('blames the vault for a session that is over although the reply came', () => {
    expect(judge([rotation, { ...rotation, outcome: 'refused' }], over)).toMatchObject({ lost: [1], refused: 1 })
    expect(judge([], over)).toMatchObject({ lost: [1] })
  })

  it('blames nobody when the reply was cut, or who had it was killed or stopped just then', () => {
    const killed = { pid: 7, fromMs: 10_500, untilMs: Infinity }
    const stopped = { pid: 7, fromMs: 9000, untilMs: 10_500 }

    expect(judge([{ ...rotation, fault: 'drop', isDelivered: false }], over)).toMatchObject({ lost: [], unavoidable: { reply_lost: 1 } })
    expect(judge([{ ...rotation, waitedMs: 1000 }], over)).toMatchObject({ lost: [], unavoidable: { reply_late: 1 } })
    expect(judge([{ ...rotation, waitedMs: 999 }], over)).toMatchObject({ lost: [1] })
    expect(judge([rotation], over, [killed])).toMatchObject({ lost: [], unavoidable: { holder_killed: 1 } })
    expect(judge([rotation], over, [stopped])).toMatchObject({ lost: [], unavoidable: { holder_stopped: 1 } })
    expect(judge([rotation], over, [{ ...killed, fromMs: 12_000 }])).toMatchObject({ lost: [1] })
    expect(judge([rotation], over, [{ ...killed, pid: 8 }])).toMatchObject({ lost: [1] })
    const locked = { pid: 9, fromMs: 10_200, untilMs: 30_000 }
    expect(judge([rotation], over, [locked, { ...killed, fromMs: 30_500 }])).toMatchObject({ unavoidable: { holder_killed: 1 } })
    expect(judge([rotation], over, [locked, { ...killed, fromMs: 31_500 }])).toMatchObject({ lost: [1] })
  })

  it('sees a token that was refreshed twice, and one that is older than what was shown before', () => {
    const twice = judge([rotation, { ...rotation, generation: 1 }], { grant: 1, status: 'connected', generation: 2 })
    expect(twice).toMatchObject({ doubled: 1, needed: 1, rotated: 2 })
    expect(judge([{ ...rotation, isStale: true }], over)).toMatchObject({ stale: 1 })
  })
})
