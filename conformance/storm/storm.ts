import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runKillStorm } from './run-kill-storm.ts'

/** Runs the kill storm at random moments, as often as `argv[2]` says (200), prints the figures, and fails when a token was lost. */
const dataDir = mkdtempSync(join(tmpdir(), 'stagedoor-storm-'))
const began = performance.now()
const report = await runKillStorm({ dataDir, kills: Number(process.argv[2] ?? 200), delayMs: () => randomInt(20, 251) })
rmSync(dataDir, { recursive: true })
console.log(JSON.stringify({ ...report, seconds: Math.round((performance.now() - began) / 1000) }, null, 2))
if (report.lost > 0 || report.revived > 0) process.exitCode = 1
