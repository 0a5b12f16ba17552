import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Store } from '@stagedoor/server/ports'
import { openSqliteStore } from '../src/index.ts'

export interface KillStormReport {
  readonly kills: number
  /** Acts whose promise had resolved before a kill. */
  readonly acknowledged: number
  /** Acknowledged acts that the database did not know afterwards. */
  readonly lost: number
}

/** 2026-01-01T00:00:00Z in milliseconds. */
const START_MS = 1_767_225_600_000

/**
 * Starts a login storm, kills it with SIGKILL `delayMs(n)` after its first acknowledged act, opens the database and looks for every
 * acknowledged act; `kills` times on one file.
 */
export async function runKillStorm(options: {
  readonly path: string
  readonly kills: number
  readonly delayMs: (kill: number) => number
}): Promise<KillStormReport> {
  let acknowledged = 0
  let lost = 0
  for (let kill = 0; kill < options.kills; kill += 1) {
    const lines = await stormUntilKilled(options.path, kill, options.delayMs(kill))
    const store = openSqliteStore({ path: options.path })
    acknowledged += lines.length
    lost += await countLost(store, lines)
    await store.close()
  }
  return { kills: options.kills, acknowledged, lost }
}

async function stormUntilKilled(path: string, run: number, delayMs: number): Promise<readonly string[]> {
  const script = join(import.meta.dirname, 'login-storm.ts')
  const child = spawn(process.execPath, [script, path, String(START_MS + run), String(run)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), delayMs)
    printed += text
  })
  const [code, signal] = await once(child, 'close')
  if (signal !== 'SIGKILL') throw new Error(`The storm ended by itself with code ${code}.`)
  return printed.split('\n').slice(0, -1) // the last one was cut off, or is empty
}

/** Counts the lines whose access token is not active, and the grants whose last acknowledged refresh token is not good. */
async function countLost(store: Store, lines: readonly string[]): Promise<number> {
  const now = START_MS / 1000
  let lost = 0
  const newest = new Map<string, string>()
  for (const line of lines) {
    const [grantId = '', digest = '', accessKey = ''] = line.split(' ')
    newest.set(grantId, digest)
    if ((await store.accessTokens.findActive(Buffer.from(accessKey, 'hex'), now)) === undefined) lost += 1
  }
  for (const [grantId, digest] of newest) {
    const presented = { grantId: Buffer.from(grantId, 'hex'), digest: Buffer.from(digest, 'hex'), clientId: null }
    const { outcome } = await store.refreshTokens.rotate(presented, now, 60, () => ({ outcome: 'refused', reason: 'only_asking' }))
    // `repeated`: the next rotation was on disk when the kill came before its acknowledgement.
    if (outcome !== 'refused' && outcome !== 'repeated') lost += 1
  }
  return lost
}
