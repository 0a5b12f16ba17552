import { describe, expect, it } from 'vitest'
import { createEventLines } from './event-lines.ts'

function linesOf(...events: readonly Parameters<ReturnType<typeof createEventLines>>[0][]): readonly string[] {
  const lines: string[] = []
  const log = createEventLines((line) => lines.push(line))
  for (const event of events) log(event)
  return lines
}

const at = Date.UTC(2026, 10, 21, 12)

describe('the log of a served platform', () => {
  it('is a line of JSON for each event, with when, how grave and what', () => {
    const [line = ''] = linesOf({ reason: 'sign_in_failed', at, clientId: 'a\n"b' })

    expect(line).toBe('{"time":"2026-11-21T12:00:00.000Z","level":"info","event":"sign_in_failed","clientId":"a\\n\\"b"}\n')
  })

  it('warns of what somebody tries, and calls a bug an error, with all of its causes in one line', () => {
    const cause = new Error('outer', { cause: new Error('inner') })
    const lines = linesOf({ reason: 'code_replayed', at }, { reason: 'bug', at, errorId: 'abc', cause })

    expect(lines.map((line) => JSON.parse(line).level)).toEqual(['warn', 'error'])
    expect(lines[1]).toMatch(/^[^\n]*outer[^\n]*inner[^\n]*\n$/)
  })
})
