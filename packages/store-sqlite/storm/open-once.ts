import { openSqliteStore } from '../src/index.ts'

/** Opens and closes the store at `argv[2]`, at the moment its parent says so. */
const [, , path = ''] = process.argv
process.once('message', async () => {
  await openSqliteStore({ path }).close()
  process.disconnect()
})
process.send?.('ready')
