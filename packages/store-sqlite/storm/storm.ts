import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runKillStorm } from './run-kill-storm.ts'

/** Runs the kill storm at random moments, as often as `argv[2]` says (200), and fails when a write was lost. */
const kills = Number(process.argv[2] ?? 200)
const directory = mkdtempSync(join(tmpdir(), 'stagedoor-storm-'))
const report = await runKillStorm({ path: join(directory, 'store.db'), kills, delayMs: () => randomInt(200) })
rmSync(directory, { recursive: true })
console.log(`${report.kills} kills, ${report.acknowledged} acknowledged writes, ${report.lost} lost`)
if (report.lost > 0) process.exitCode = 1
