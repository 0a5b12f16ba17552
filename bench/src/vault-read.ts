/**
 * What `getAccessToken()` on a fresh connection costs beside a bare read of the same record by its primary key; one after the other, and
 * thirty-two at once. Prints a table: SQLite, and the servers that are named.
 *
 *     npm run vault-read -w bench -- --postgres postgres://… --redis redis://…
 */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type Connection, createKeyText, createVault, soundcloud } from '@stagedoor/vault'
import { openPostgresPlace, openRedisPlace, openSqlitePlace, type StoragePlace } from './vault-read/storage-place.ts'

const CONNECTIONS = 1000
const ROUNDS = 15

const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

/** Microseconds for one, in a round of many, so many at once. */
async function time(read: (index: number) => unknown, reads: number, atOnce: number): Promise<number> {
  let next = 0
  const start = performance.now()
  const work = async (): Promise<void> => {
    for (let count = next++; count < reads; count = next++) await read(count % CONNECTIONS)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return ((performance.now() - start) / reads) * 1000
}

async function measure({ name, store, readBare, reads }: StoragePlace): Promise<void> {
  const keys = createKeyText((length) => new Uint8Array(randomBytes(length)))
  const vault = createVault({ store, keys, platforms: [soundcloud({ clientId: 'demo' })] })
  const connections: Connection[] = []
  for (let person = 0; person < CONNECTIONS; person++) {
    const tokens = { accessToken: randomBytes(48).toString('base64url'), refreshToken: randomBytes(48).toString('base64url') }
    connections.push(await vault.accept(`person-${person}`, 'soundcloud', { ...tokens, expiresAt: Date.now() + 3_600_000 }))
  }
  const contenders = {
    bare: (index: number) => readBare(`soundcloud/person-${index}`),
    store: (index: number) => store.read({ collection: 'connection', key: `soundcloud/person-${index}` }),
    token: (index: number) => connections[index]?.getAccessToken(),
  }
  for (const atOnce of [1, 32]) {
    const times: Record<keyof typeof contenders, number[]> = { bare: [], store: [], token: [] }
    // By turns, so that what else the machine does hits all alike; the first round warms up.
    for (let round = 0; round <= ROUNDS; round++)
      for (const contender of ['bare', 'store', 'token'] as const) {
        const microseconds = await time(contenders[contender], reads, atOnce)
        if (round > 0) times[contender].push(microseconds)
      }
    const [bare, read, token] = [median(times.bare), median(times.store), median(times.token)]
    const cells = [bare, read, token].map((microseconds) => microseconds.toFixed(1))
    console.log(
      `| ${name}, ${atOnce} at once | ${cells.join(' | ')} | **${median(times.token.map((time, round) => time / (times.bare[round] ?? 0))).toFixed(2)}x** |`,
    )
  }
  await vault.close()
}

console.log('| microseconds | bare read | read of the store | getAccessToken() | ratio |\n|---|---|---|---|---|')
const { postgres, redis } = parseArgs({ options: { postgres: { type: 'string' }, redis: { type: 'string' } } }).values
const places = [
  openSqlitePlace,
  ...(postgres === undefined ? [] : [() => openPostgresPlace(postgres)]),
  ...(redis === undefined ? [] : [() => openRedisPlace(redis)]),
]
for (const open of places) {
  const place = await open()
  try {
    await measure(place)
  } finally {
    await place.stop()
  }
}
