import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runStorm } from './run-storm.ts'

describe('a storm of four processes on one file', () => {
  it('loses no session that could have been kept, and sends no refresh too many, whoever is killed, stopped or cut off', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stagedoor-storm-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))

    const report = await runStorm({
      store: join(folder, 'vault.db'),
      processes: 4,
      connections: 40,
      inFlight: 2,
      rounds: 2,
      requestTimeoutSeconds: 1,
      weather: { cut: 1, unavailable: 2, drop: 1, delay: 4, kill_before: 1, kill_after: 1, pause_before: 1 },
    })

    expect(report).toMatchObject({ connections: 40, lost: [], doubled: 0, stale: 0 })
    expect(report.rotated).toBe(report.needed)
    expect(report.kept).toBeGreaterThan(20)
    expect(report.killed + report.stopped).toBeGreaterThanOrEqual(2)
    expect(report.unavoidable.reply_lost).toBeGreaterThanOrEqual(1)
  }, 60_000)
})
