import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { readMemoryMib } from './launch.ts'
import { type LoadResult, runLoad } from './load.ts'
import type { Peer, PeerLauncher } from './peer.ts'
import { oidcProvider } from './peers/oidc-provider.ts'
import { stagedoor } from './peers/stagedoor.ts'
import { introspection, login, loginWithIdToken, refresh, type Scenario, userinfo } from './scenarios.ts'

/** Goals are multiples of the peer's figure in the same run. */
const scenarios: readonly { readonly name: string; readonly scenario: Scenario; readonly goal: number | null }[] = [
  { name: 'logins', scenario: login, goal: 5 },
  { name: 'logins with ID token', scenario: loginWithIdToken, goal: null },
  { name: 'refreshes', scenario: refresh, goal: 2.5 },
  { name: 'introspections', scenario: introspection, goal: 3.5 },
  { name: 'profile (/me)', scenario: userinfo, goal: 6 },
]

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    lanes: { type: 'string', default: '64' },
    only: { type: 'string' },
  },
})
const lanes = Number(values.lanes)

console.log(
  `${new Date().toISOString()}, Node ${process.version}, ${availableParallelism()} cores. Server on one core, load on the other, ` +
    `${lanes} connections, ${values.rounds} rounds of ${values.seconds} s by turns, medians; CPU is the server's, per operation.\n`,
)
console.log(row(['', 'Stagedoor/s', 'peer/s', 'ratio', 'goal', 'CPU us', 'peer CPU', 'ratio', 'p99 ms', 'peer p99', 'busy', 'peer busy']))
await (await stagedoor.start()).stop() // the first start after a change compiles; every other finds that done
const ours: Peer = await stagedoor.start()
const peer: Peer = await oidcProvider.start()
try {
  for (const { name, scenario, goal } of scenarios) {
    if (values.only === undefined || name.startsWith(values.only)) console.log(await compareOne(name, scenario, goal))
  }
  const [mine, theirs] = [readMemoryMib(ours.pid).peak, readMemoryMib(peer.pid).peak]
  console.log(row(['peak memory, MiB', mine.toFixed(0), theirs.toFixed(0), '', '110']))
} finally {
  await ours.stop()
  await peer.stop()
}
const [warm, peerStart] = [await medianStart(stagedoor), await medianStart(oidcProvider)]
console.log(row(['cold start, ms', warm.toFixed(0), peerStart.toFixed(0), '', '300']))
process.env.NODE_DISABLE_COMPILE_CACHE = '1'
console.log(row(['  compiling anew, ms', (await medianStart(stagedoor)).toFixed(0), '', '', '300']))

/** Measures both by turns, so that what the machine does meanwhile meets both. */
async function compareOne(name: string, scenario: Scenario, goal: number | null): Promise<string> {
  const mine: LoadResult[] = []
  const theirs: LoadResult[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    mine.push(await measure(ours, scenario))
    theirs.push(await measure(peer, scenario))
  }
  const both = (read: (result: LoadResult) => number): [number, number] => [median(mine.map(read)), median(theirs.map(read))]
  const [a, b] = both(({ perSecond }) => perSecond)
  const [cpu, peerCpu] = both(({ cpuUs }) => cpuUs)
  return row([
    name,
    ...[a, b].map((rate) => rate.toFixed(0)),
    `${(a / b).toFixed(2)}x`,
    goal === null ? '' : `${goal}x`,
    ...[cpu, peerCpu].map((us) => us.toFixed(1)),
    `${(peerCpu / cpu).toFixed(2)}x`,
    ...both(({ p99Ms }) => p99Ms).map((ms) => ms.toFixed(1)),
    ...both(({ busy }) => busy).map((share) => share.toFixed(2)),
  ])
}

async function measure(of: Peer, scenario: Scenario): Promise<LoadResult> {
  const work = await scenario(of, lanes)
  return runLoad({ port: of.port, pid: of.pid, lanes, seconds: Number(values.seconds), warmUpSeconds: 1, work })
}

async function medianStart(launcher: PeerLauncher): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const started = await launcher.start()
    times.push(started.coldStartMs)
    await started.stop()
  }
  return median(times)
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(22) : cell.padStart(12))).join('')
}
