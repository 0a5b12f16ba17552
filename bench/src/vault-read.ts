/** What `getAccessToken()` on a fresh connection costs beside a bare read of the same record by its primary key. Prints one JSON object. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Connection, createKeyText, createVault, soundcloud } from '@stagedoor/vault'
import { sqliteStore } from '@stagedoor/vault/sqlite'

const CONNECTIONS = 1000
const READS = 20_000
const ROUNDS = 15

const directory = mkdtempSync(join(tmpdir(), 'vault-read-'))
const path = join(directory, 'vault.db')
const store = sqliteStore(path)
const vault = createVault({
  store,
  keys: createKeyText((length) => new Uint8Array(randomBytes(length))),
  platforms: [soundcloud({ clientId: 'demo' })],
})
const connections: Connection[] = []
for (let person = 0; person < CONNECTIONS; person++) {
  const tokens = { accessToken: randomBytes(48).toString('base64url'), refreshToken: randomBytes(48).toString('base64url') }
  connections.push(await vault.accept(`person-${person}`, 'soundcloud', { ...tokens, expiresAt: Date.now() + 3_600_000 }))
}

const database = new DatabaseSync(path, { readOnly: true })
const select = database.prepare(
  'SELECT collection, key, owner, version, due_at AS dueAt, body FROM stagedoor_vault_records WHERE collection = ? AND key = ?',
)
const keys = Array.from({ length: CONNECTIONS }, (_, person) => `soundcloud/person-${person}`)

/** Microseconds for one, in a round of many. */
async function time(read: (index: number) => unknown): Promise<number> {
  const start = performance.now()
  for (let count = 0; count < READS; count++) await read(count % CONNECTIONS)
  return ((performance.now() - start) / READS) * 1000
}

const contenders = {
  bareSelect: (index: number) => select.get('connection', keys[index] ?? ''),
  storeRead: (index: number) => store.read({ collection: 'connection', key: keys[index] ?? '' }),
  getAccessToken: (index: number) => connections[index]?.getAccessToken(),
}
const times: Record<keyof typeof contenders, number[]> = { bareSelect: [], storeRead: [], getAccessToken: [] }
// By turns, so that what else the machine does hits all alike; the first round warms up.
for (let round = 0; round <= ROUNDS; round++) {
  for (const name of ['bareSelect', 'storeRead', 'getAccessToken'] as const) {
    const microseconds = await time(contenders[name])
    if (round > 0) times[name].push(microseconds)
  }
}
const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
const [bare, read, token] = [median(times.bareSelect), median(times.storeRead), median(times.getAccessToken)]
process.stdout.write(
  `${JSON.stringify({ microseconds: { bareSelect: bare, storeRead: read, getAccessToken: token }, ratioToBareSelect: token / bare, ratioToStoreRead: token / read }, null, 2)}\n`,
)
database.close()
await vault.close()
rmSync(directory, { recursive: true })
