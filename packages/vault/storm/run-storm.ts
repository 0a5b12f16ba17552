import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createKeyText, createSealer, keysFromEnvironment, type VaultRecord } from '../src/index.ts'
import { type Asked, startProcess } from './ask-process.ts'
import { type FoundConnection, judgeStorm, type StormReport } from './judge-storm.ts'
import type { Ledger, StormWeather } from './ledger.ts'
import { openStormStore, openStormVault, type StormWorld } from './open-storm-vault.ts'
import type { StormPlatformActs } from './storm-platform.ts'
import type { StormAnswers, StormOrder, StormWorkerActs } from './storm-worker.ts'

export interface StormOptions {
  /** A file, or the URL of a server. */
  readonly store: string
  readonly processes: number
  readonly connections: number
  /** How many connections a process uses at once. */
  readonly inFlight: number
  /** How often everybody's token ends. */
  readonly rounds: number
  /** Of every round but the last. */
  readonly weather: StormWeather
  /** Leases are three times as long. */
  readonly requestTimeoutSeconds: number
  readonly onRound?: (round: number, answers: readonly StormAnswers[]) => void
  /** Called for each session that was lost though it could have been kept, with what the platform knows of it. */
  readonly onLost?: (found: FoundConnection, ledger: Ledger) => void
}

const HOUR = 3700
const IDLE_WEEK = 8 * 86_400

/** Lets processes use all connections at once while everything goes wrong that can, and judges what is left. */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const { store, processes, connections, inFlight, rounds, requestTimeoutSeconds } = options
  // Longer than a lease, which lasts three requests.
  const pauseMs = requestTimeoutSeconds * 3000 + 1500
  const platform = startProcess<StormPlatformActs>(join(import.meta.dirname, 'storm-platform.ts'), [String(pauseMs)])
  const world: StormWorld = {
    platform: await platform.ask('describe', undefined),
    store,
    keys: createKeyText((length) => new Uint8Array(randomBytes(length))),
    requestTimeoutSeconds,
  }
  const workers = Array.from({ length: processes }, () => createWorker(world))
  try {
    await connectAll(world, platform, connections)
    let seconds = 0
    for (let round = 1; round <= rounds; round++) {
      const isIdle = round % 3 === 0
      const step = isIdle ? IDLE_WEEK : HOUR
      seconds += step
      await platform.ask('begin', {
        seconds: step,
        weather: round === rounds ? {} : options.weather,
        requests: Math.ceil(connections * 0.8),
      })
      const order = { connections, inFlight, seconds, isIdle }
      const answers = await Promise.all(workers.map(({ useAll }) => useAll(order)))
      requireAgreement(answers)
      options.onRound?.(round, answers)
    }
    const ledger = await platform.ask('ledger', undefined)
    const found = await readConnections(world, platform)
    const report = judgeStorm({ ledger, found, rounds, slackMs: requestTimeoutSeconds * 1000 })
    for (const lost of found.filter(({ grant }) => report.lost.includes(grant)))
      options.onLost?.(lost, { ...ledger, requests: ledger.requests.filter(({ grant }) => grant === lost.grant) })
    return report
  } finally {
    platform.child.kill('SIGKILL')
    for (const worker of workers) worker.end()
  }
}

/** A process that is started again when it was killed, and then begins anew. */
function createWorker(world: StormWorld): { readonly useAll: (order: StormOrder) => Promise<StormAnswers>; readonly end: () => void } {
  const start = (): Asked<StormWorkerActs> =>
    startProcess<StormWorkerActs>(join(import.meta.dirname, 'storm-worker.ts'), [JSON.stringify(world)])
  let worker = start()
  return {
    async useAll(order) {
      for (;;) {
        try {
          return await worker.ask('useAll', order)
        } catch (error) {
          if (worker.child.signalCode !== 'SIGKILL') throw error
          worker = start()
        }
      }
    },
    end: () => void worker.child.kill('SIGKILL'),
  }
}

async function connectAll(world: StormWorld, platform: Asked<StormPlatformActs>, connections: number): Promise<void> {
  const vault = openStormVault(world, { seconds: 0 })
  for (let person = 0; person < connections; person++) {
    const tokens = await platform.ask('signIn', person)
    await vault.accept(`person-${person}`, 'soundcloud', { ...tokens, expiresAt: Date.now() + 3_600_000 })
  }
  await vault.close()
}

/** At the end of a round no process has another access token of a person than the others. Who was late may have none any more. */
function requireAgreement(answers: readonly StormAnswers[]): void {
  for (const person of answers[0]?.tokens.keys() ?? []) {
    const different = new Set(answers.map(({ tokens }) => tokens[person]).filter((token) => token !== null))
    if (different.size > 1) throw new Error(`Two processes have different tokens of person ${person}.`)
  }
}

async function readConnections(world: StormWorld, platform: Asked<StormPlatformActs>): Promise<readonly FoundConnection[]> {
  const store = openStormStore(world.store)
  const keys = keysFromEnvironment({ STAGEDOOR_VAULT_KEYS: world.keys })
  const sealer = createSealer({ keys, random: (length) => new Uint8Array(randomBytes(length)), now: () => 0 })
  const found: FoundConnection[] = []
  for (let after = ''; ; ) {
    const page = await store.list({ collection: 'connection', limit: 500, after })
    for (const record of page) {
      const { status, refreshToken } = readBody(record)
      const place = { collection: 'connection', key: record.key, column: 'refreshToken' }
      const tokens = refreshToken === null ? [] : [await sealer.open(refreshToken, place)]
      const [generation = null] = await platform.ask('generationsOf', tokens)
      found.push({ grant: Number(record.owner.split('-')[1]), status, generation })
    }
    after = page.at(-1)?.key ?? ''
    if (page.length < 500) break
  }
  await store.close()
  return found
}

function readBody({ body }: VaultRecord): { readonly status: FoundConnection['status']; readonly refreshToken: string | null } {
  return JSON.parse(body)
}
