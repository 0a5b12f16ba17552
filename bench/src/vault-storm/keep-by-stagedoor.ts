import { createVault, soundcloud } from '@stagedoor/vault'
import { sqliteStore } from '@stagedoor/vault/sqlite'
import type { OpenKeeper } from './keeper.ts'

const KEYS = `k1:${Buffer.alloc(32, 7).toString('base64url')}`

/** The vault as its guide has it. */
export const keepByStagedoor: OpenKeeper = async (path, platformUrl) => {
  const store = sqliteStore(path)
  const vault = createVault({ store, keys: KEYS, platforms: [soundcloud({ clientId: 'app', clientSecret: 'hush', baseUrl: platformUrl })] })
  return {
    async add(person, tokens) {
      await vault.accept(`person-${person}`, 'soundcloud', { ...tokens, expiresAt: Date.now() + 3_600_000 })
    },
    getAccessToken: async (person) => (await vault.connection(`person-${person}`, 'soundcloud')).getAccessToken(),
    async expireAll() {
      for (const record of await store.list({ collection: 'connection', limit: 10_000 })) {
        const body = { ...JSON.parse(record.body), expiresAt: 1, refreshAt: 1 }
        await store.write({ ...record, version: `${record.version}+`, body: JSON.stringify(body) }, record.version)
      }
    },
    close: () => vault.close(),
  }
}
