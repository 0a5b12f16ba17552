import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeStoreContract } from '@stagedoor/store-contract'
import { openSqliteStore } from './open-sqlite-store.ts'

describeStoreContract('openSqliteStore on a file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'stagedoor-store-'))
  const open = () => openSqliteStore({ path: join(directory, 'store.db') })
  return {
    store: open(),
    reopen: async () => open(),
    dispose: () => rm(directory, { recursive: true }),
  }
})
