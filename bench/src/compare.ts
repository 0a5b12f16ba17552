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
  `Server on one core, load on the other, ${lanes} connections, ${values.rounds} rounds of ${values.seconds} s, medians; Node ${process.version}.\n`,
)
console.log(row(['', 'Stagedoor/s', 'peer/s', 'ratio', 'goal', 'p99 ms', 'peer p99', 'CPU us', 'peer CPU', 'busy', 'peer busy']))
const ours: Peer = await stagedoor.start()
const peer: Peer = await oidcProvider.start()
try {
  for (const { name, scenario, goal } of scenarios) {
    if (values.only !== undefined && !name.startsWith(values.only)) continue
    const mine: LoadResult[] = []
    const theirs: LoadResult[] = []
    for (let round = 0; round < Number(values.rounds); round++) {
      mine.push(await measure(ours, scenario))
      theirs.push(await measure(peer, scenario))
    }
    const [a, b] = [median(mine.map((r) => r.perSecond)), median(theirs.map((r) => r.perSecond))]
    const ratio = `${(a / b).toFixed(2)}x`
    console.log(
      row([
        name,
        a.toFixed(0),
        b.toFixed(0),
        ratio,
        goal === null ? '' : `${goal}x`,
        median(mine.map((r) => r.p99Ms)).toFixed(1),
        median(theirs.map((r) => r.p99Ms)).toFixed(1),
        ...[mine, theirs].map((r) => median(r.map(({ cpuUs }) => cpuUs)).toFixed(0)),
        ...[mine, theirs].map((r) => median(r.map(({ busy }) => busy)).toFixed(2)),
      ]),
    )
  }
  const [mine, theirs] = [readMemoryMib(ours.pid), readMemoryMib(peer.pid)]
  console.log(row(['peak memory MiB', mine.peak.toFixed(0), theirs.peak.toFixed(0), '', '110', '', '']))
} finally {
  await ours.stop()
  await peer.stop()
}
const [coldOurs, coldPeer] = [await coldStart(stagedoor), await coldStart(oidcProvider)]
console.log(row(['cold start ms', coldOurs.toFixed(0), coldPeer.toFixed(0), '', '300', '', '']))

async function measure(of: Peer, scenario: Scenario): Promise<LoadResult> {
  const work = await scenario(of, lanes)
  return runLoad({ port: of.port, pid: of.pid, lanes, seconds: Number(values.seconds), warmUpSeconds: 1, work })
}

async function coldStart(launcher: PeerLauncher): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const started = await launcher.start()
    times.push(started.coldStartMs)
    await started.stop()
  }
  return median(times)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(22) : cell.padStart(12))).join('')
}
