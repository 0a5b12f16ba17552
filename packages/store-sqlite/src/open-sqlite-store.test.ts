import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describeStoreContract } from '@stagedoor/store-contract'
import { openSqliteStore } from './open-sqlite-store.ts'

describeStoreContract('openSqliteStore on a file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'stagedoor-store-'))
  const open = () => openSqliteStore({ path: join(directory, 'store.db') })
  return {
    store: open(),
    reopen: async () => open(),
    async disable(what, id, at) {
      const database = new DatabaseSync(join(directory, 'store.db'), { timeout: 1000 })
      database.prepare(`UPDATE ${what === 'user' ? 'users' : 'clients'} SET disabled_at = ? WHERE id = ?`).run(at, id)
      database.close()
      await new Promise(setImmediate) // what another connection wrote is seen in the next turn
    },
    dispose: () => rm(directory, { recursive: true }),
  }
})
