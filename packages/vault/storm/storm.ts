/**
 * Runs a storm on a vault, prints what came of it, and fails when a session was lost that could have been kept.
 *
 *     npm run storm -w @stagedoor/vault -- --store postgres --processes 8 --connections 1000 --rounds 12
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgres } from '../test/start-postgres.ts'
import { startRedis } from '../test/start-redis.ts'
import type { StormReport } from './judge-storm.ts'
import { runStorm } from './run-storm.ts'

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    processes: { type: 'string', default: '8' },
    connections: { type: 'string', default: '1000' },
    inFlight: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '12' },
    timeout: { type: 'string', default: '5' },
  },
})

const connections = Number(values.connections)
const share = (of: number): number => Math.max(1, Math.round(connections * of))

async function openStore(): Promise<{ readonly address: string; stop(): Promise<void> }> {
  if (values.store === 'postgres' || values.store === 'redis') {
    const server = await (values.store === 'postgres' ? startPostgres() : startRedis())
    return { address: server.url, stop: () => server.stop() }
  }
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-storm-'))
  return { address: join(folder, 'vault.db'), stop: async () => rmSync(folder, { recursive: true }) }
}

function print(report: StormReport, seconds: number): void {
  const { unavoidable, faults } = report
  const rows: readonly (readonly [string, number | string])[] = [
    ['connections', report.connections],
    ['sessions kept', report.kept],
    ['over, and nobody could have kept it: the only reply was lost', unavoidable.reply_lost],
    ['over, and nobody could have kept it: the platform read the request after its sender had given up', unavoidable.reply_late],
    ['over, and nobody could have kept it: its holder was killed between reply and write', unavoidable.holder_killed],
    ['over, and nobody could have kept it: its holder was stopped for longer than its lease', unavoidable.holder_stopped],
    ['**lost, though it could have been kept**', report.lost.length],
    ['refreshes needed', report.needed],
    ['refreshes done', report.rotated],
    ['… of tokens that were fresh', report.doubled],
    ['requests sent again, because the platform had not seen them', report.unseen],
    ['requests by which a session was found to be over', report.refused],
    ['requests with an older token than one before', report.stale],
    ['processes killed / stopped', `${report.killed} / ${report.stopped}`],
    [
      'faults',
      Object.entries(faults)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    ],
    ['seconds', Math.round(seconds)],
  ]
  console.log(['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'))
}

const store = await openStore()
const startedAt = performance.now()
try {
  const report = await runStorm({
    store: store.address,
    processes: Number(values.processes),
    connections,
    inFlight: Number(values.inFlight),
    rounds: Number(values.rounds),
    requestTimeoutSeconds: Number(values.timeout),
    weather: {
      cut: share(0.01),
      unavailable: share(0.02),
      drop: share(0.005),
      delay: share(0.05),
      kill_before: share(0.001),
      kill_after: share(0.001),
      pause_before: share(0.001),
      pause_after: share(0.001),
    },
    onRound(round, answers) {
      const errors: Record<string, number> = {}
      for (const answer of answers) for (const [code, count] of Object.entries(answer.errors)) errors[code] = (errors[code] ?? 0) + count
      const seconds = Math.round((performance.now() - startedAt) / 1000)
      console.error(`round ${round}, ${seconds} s: ${JSON.stringify(errors)}`)
    },
    onLost({ grant, ...found }, { requests, strikes }) {
      console.error(`lost: person ${grant}, ${JSON.stringify({ found, requests, strikes })}`)
    },
  })
  print(report, (performance.now() - startedAt) / 1000)
  if (report.lost.length > 0 || report.rotated !== report.needed) process.exitCode = 1
} finally {
  await store.stop()
}
