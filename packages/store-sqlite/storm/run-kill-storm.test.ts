import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { createTemporaryPath } from '../src/create-temporary-path.ts'
import { runKillStorm } from './run-kill-storm.ts'

const KILLS = 20

describe('kill -9', () => {
  it(`loses no acknowledged write at any of ${KILLS} moments of a login storm, and leaves a sound file`, async () => {
    const path = createTemporaryPath()

    const report = await runKillStorm({ path, kills: KILLS, delayMs: (kill) => (kill * 37) % 100 })

    const database = new DatabaseSync(path)
    const check = database.prepare('PRAGMA integrity_check').all()
    database.close()
    expect(report).toMatchObject({ kills: KILLS, lost: 0 })
    expect(report.acknowledged).toBeGreaterThan(KILLS * 10)
    expect(check).toEqual([{ integrity_check: 'ok' }])
  }, 60_000)
})
