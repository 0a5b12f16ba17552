/** Waits for the word of the test, then opens a store that others open at the same time, and writes one record. */
import { once } from 'node:events'
import { sqliteStore } from '../src/stores/sqlite/index.ts'

const [path = '', key = ''] = process.argv.slice(2)
process.send?.('loaded')
await once(process, 'message')
const store = sqliteStore(path)
await store.write({ collection: 'connection', key, owner: '', version: 'v1', dueAt: null, body: '{}' }, null)
await store.close()
process.disconnect()
