import { describe, expect, it } from 'vitest'
import type { RecordId, VaultRecord, VaultStore } from '../ports/vault-store.ts'
import { describeVaultStoreContract } from './describe-vault-store-contract.ts'

/** A store in memory, as an example of the simplest that keeps every promise. */
function createMemoryStore(records: Map<string, VaultRecord>): VaultStore {
  const name = ({ collection, key }: RecordId): string => `${collection}:${key}`
  const select = (wanted: (record: VaultRecord) => boolean): VaultRecord[] =>
    [...records.values()].filter(wanted).sort((a, b) => (a.key < b.key ? -1 : 1))
  return {
    read: async (id) => records.get(name(id)),
    async write(record, expected) {
      if ((records.get(name(record))?.version ?? null) !== expected) return false
      records.set(name(record), record)
      return true
    },
    erase: async (id, expected) => records.get(name(id))?.version === expected && records.delete(name(id)),
    list: async ({ collection, owner, after = '', limit }) =>
      select((record) => record.collection === collection && record.key > after && (owner ?? record.owner) === record.owner).slice(
        0,
        limit,
      ),
    due: async ({ collection, now, limit }) =>
      select((record) => record.collection === collection && record.dueAt !== null && record.dueAt <= now)
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
        .slice(0, limit),
    close: async () => undefined,
  }
}

type Breakage = (store: VaultStore, records: Map<string, VaultRecord>) => Partial<VaultStore>

/** Runs the contract, and returns the titles of what is broken. */
async function findBroken(breakStore: Breakage, openAgain?: () => Promise<VaultStore>): Promise<string[]> {
  const broken: string[] = []
  const pending: Promise<void>[] = []
  const open = async () => {
    const records = new Map<string, VaultRecord>()
    const create = (): VaultStore => {
      const store = createMemoryStore(records)
      return { ...store, ...breakStore(store, records) }
    }
    return { store: create(), openAgain: openAgain ?? (async () => create()) }
  }
  describeVaultStoreContract('A store', open, {
    describe: (_name, body) => body(),
    it: (title, body) => {
      pending.push(body().catch(() => void broken.push(title)))
    },
  })
  await Promise.all(pending)
  return broken
}

const BREAKAGES: readonly [string, Breakage, string][] = [
  [
    'reads, then writes',
    (store) => ({
      async write(record, expected) {
        const found = await store.read(record)
        await new Promise(setImmediate)
        if ((found?.version ?? null) !== expected) return false
        return store.write(record, (await store.read(record))?.version ?? null)
      },
    }),
    'lets one of 50 writers over one version win, in two processes',
  ],
  [
    'writes over anything',
    (store) => ({ write: async (record) => store.write(record, (await store.read(record))?.version ?? null) }),
    'writes a first version only where none is',
  ],
  [
    'erases any version',
    (store) => ({ erase: async (id) => store.erase(id, (await store.read(id))?.version ?? '') }),
    'erases the version it expects, and no other',
  ],
  [
    'sorts by a language',
    (store) => ({ list: async (page) => (await store.list(page)).toSorted((a, b) => a.key.localeCompare(b.key, 'en')) }),
    'lists in the order of keys by code unit, whatever is in them',
  ],
  [
    'lists one owner by what begins alike',
    (store) => ({ list: async ({ owner, ...page }) => (await store.list(page)).filter((record) => record.owner.startsWith(owner ?? '')) }),
    'lists by owner, exactly',
  ],
  [
    'begins a page with its end',
    (store) => ({ list: (page) => store.list({ ...page, ...(page.after && { after: page.after.slice(0, -1) }) }) }),
    'pages without a gap or a repeat, also while records go',
  ],
  [
    'forgets what is due by name',
    (store) => ({ due: async (page) => (await store.due(page)).toSorted((a, b) => (a.key < b.key ? -1 : 1)) }),
    'finds what is due, the longest due first, and nothing that is not',
  ],
  [
    'cuts a long body',
    (store) => ({ write: (record, expected) => store.write({ ...record, body: record.body.slice(0, 65_535) }, expected) }),
    'keeps a body of a mebibyte, and an empty one',
  ],
  ['mixes collections', (store) => ({ due: (page) => store.due({ ...page, collection: 'connection' }) }), 'keeps collections apart'],
]

describe('describeVaultStoreContract', () => {
  it('finds nothing broken in a store that keeps every promise', async () => {
    expect(await findBroken(() => ({}))).toEqual([])
  })

  it.each(BREAKAGES)('notices a store that %s', async (_name, breakStore, title) => {
    expect(await findBroken(breakStore)).toContain(title)
  })

  it('notices a store that forgets what it wrote when it is opened again', async () => {
    const broken = await findBroken(
      () => ({}),
      async () => createMemoryStore(new Map()),
    )
    expect(broken).toContain('keeps what it wrote and forgets what it erased when it is closed and opened again')
  })
})
