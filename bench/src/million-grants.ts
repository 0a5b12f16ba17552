import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readMemoryMib } from './launch.ts'
import { type LoadResult, runLoad } from './load.ts'
import type { Peer } from './peer.ts'
import { startStagedoor } from './peers/stagedoor.ts'
import { preloadGrants } from './preload-grants.ts'
import { refreshOf } from './scenarios.ts'

/** The cost of a refresh of a random live token, with few and with many of them, by turns in one run. */
const { values } = parseArgs({
  options: {
    few: { type: 'string', default: '1000' },
    many: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    lanes: { type: 'string', default: '64' },
  },
})
const lanes = Number(values.lanes)

interface Loaded {
  readonly count: number
  readonly directory: string
  readonly peer: Peer
  /** Each is replaced by its successor. */
  readonly tokens: string[]
  readonly results: LoadResult[]
}

const loaded: Loaded[] = []
try {
  for (const count of [Number(values.few), Number(values.many)]) loaded.push(await load(count))
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const { peer, tokens, results } of loaded) results.push(await measure(peer, tokens))
  }
  report()
} finally {
  for (const { peer, directory } of loaded) {
    await peer.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Registers a client with the command, fills the database, and starts the command on it again. */
async function load(count: number): Promise<Loaded> {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-bench-'))
  const first = await startStagedoor('first', directory)
  await first.stop()
  const started = performance.now()
  const tokens = await preloadGrants(join(directory, databaseIn(directory)), count, {
    clientId: first.client.id,
    username: 'mira',
    redirectUri: first.client.redirectUri,
    scope: [first.plainScope],
  })
  console.log(`${count} grants preloaded in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  const peer = { ...(await startStagedoor(String(count), directory)), client: first.client }
  return { count, directory, peer, tokens, results: [] }
}

function databaseIn(directory: string): string {
  const found = readdirSync(directory).find((name) => /^standard\.[^.]+$/.test(name))
  if (found === undefined) throw new Error(`There is no database in ${directory}.`)
  return found
}

function measure(peer: Peer, tokens: string[]): Promise<LoadResult> {
  const refreshToken = refreshOf(peer)
  const perLane = Math.floor(tokens.length / lanes)
  return runLoad({
    port: peer.port,
    pid: peer.pid,
    lanes,
    seconds: Number(values.seconds),
    warmUpSeconds: 2,
    async work(connection, lane) {
      // Each lane keeps to its own tokens, scattered over the whole table.
      const index = Math.floor(Math.random() * perLane) * lanes + lane
      tokens[index] = await refreshToken(connection, tokens[index] ?? '')
    },
  })
}

function report(): void {
  const figures = loaded.map(({ count, directory, peer, results }) => {
    const size = readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0)
    const cpuUs = median(results.map((result) => result.cpuUs))
    const wallUs = median(results.map((result) => 1_000_000 / result.perSecond))
    console.log(
      `${String(count).padStart(8)} live tokens: ${cpuUs.toFixed(1)} us of CPU and ${wallUs.toFixed(1)} us of time a refresh, ` +
        `p99 ${median(results.map(({ p99Ms }) => p99Ms)).toFixed(1)} ms, peak memory ${readMemoryMib(peer.pid).peak.toFixed(0)} MiB, files ${(size / 2 ** 20).toFixed(0)} MiB`,
    )
    return { cpuUs, wallUs }
  })
  const [few, many] = figures
  if (few === undefined || many === undefined) throw new Error('Two are compared.')
  console.log(`ratio: CPU ${(many.cpuUs / few.cpuUs).toFixed(2)}x, time ${(many.wallUs / few.wallUs).toFixed(2)}x (goal 1.2x)`)
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
