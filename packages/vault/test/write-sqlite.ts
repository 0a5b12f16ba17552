/** At each word of the test: writes forty records of 64 KiB, or until it is refused, and says what happened and what is there. */
import { VaultStoreUnavailableError } from '../src/ports/vault-store.ts'
import { sqliteStore } from '../src/stores/sqlite/index.ts'

const [path = ''] = process.argv.slice(2)
const confirmed: string[] = []
let store: ReturnType<typeof sqliteStore> | undefined

async function write(): Promise<void> {
  store ??= sqliteStore(path)
  for (let index = 0; index < 40; index += 1) {
    const key = `key-${confirmed.length}`
    await store.write({ collection: 'connection', key, owner: '', version: 'v1', dueAt: null, body: 'x'.repeat(65_536) }, null)
    confirmed.push(key)
  }
}

async function report(error: unknown): Promise<void> {
  const found = (await store?.list({ collection: 'connection', limit: 1000 }))?.map(({ key }) => key) ?? []
  const { code, retryable } =
    error instanceof VaultStoreUnavailableError ? error : { code: error === undefined ? null : 'bug', retryable: null }
  process.send?.({
    code,
    retryable,
    message: `${error}`,
    written: found.length,
    lost: confirmed.filter((key) => !found.includes(key)).length,
  })
}

process.on('message', () => {
  void write().then(report, report)
})
process.send?.('loaded')
