import { type RecordId, type VaultRecord, type VaultStore, VaultStoreUnavailableError } from '../../ports/vault-store.ts'
import { loadDriver } from '../load-driver.ts'
import { readRecord } from '../read-record.ts'
import type { MongodbCollection, MongodbDatabase } from './mongodb-collection.ts'

export interface MongodbStoreOptions {
  /** Your own database, of a connected client; it stays open when the vault closes. */
  readonly db?: MongodbDatabase
  /** Instead of a database: where it is, its name at the end of the path. Needs the package `mongodb`. */
  readonly url?: string
  /** Name of the collection. Default: `stagedoor_vault`. */
  readonly collection?: string
}

/** A vault's store that makes its indexes at the first call, or when you say so. */
export interface MongodbStore extends VaultStore {
  /** Makes the indexes that are not there. Called by the first act otherwise; call it at the start of your app to see then what is wrong. */
  prepare(): Promise<void>
}

/**
 * What "durable" is here: on the disk of a majority, so that no election takes a refresh token back. Reads ask the primary: a secondary may not
 * know yet.
 */
const DURABLE = { readPreference: 'primary', readConcern: { level: 'majority' }, writeConcern: { w: 'majority', journal: true } } as const

const DUPLICATE_KEY = 11_000

/**
 * Keeps a vault in MongoDB 4.4 or newer.
 *
 * Every act is one operation on one document, which MongoDB does atomically; no transaction and no replica set is needed.
 *
 * @throws TypeError without a database or a URL.
 */
export function mongodbStore(options: MongodbStoreOptions): MongodbStore {
  const database = openDatabase(options)
  let prepared: Promise<MongodbCollection> | undefined
  let isClosed = false

  const findPrepared = (): Promise<MongodbCollection> => {
    prepared ??= database.get().then((db) => createIndexes(db.collection(options.collection ?? 'stagedoor_vault', DURABLE)))
    prepared.catch(() => (prepared = undefined))
    return prepared
  }
  const run = async <Result>(act: (records: MongodbCollection) => Promise<Result>): Promise<Result> => {
    if (isClosed) throw new TypeError('This store is closed.')
    try {
      return await act(await findPrepared())
    } catch (error) {
      throw unavailable(error)
    }
  }

  return {
    prepare: () => run(async () => undefined),
    async read(id) {
      const found = await run((records) => records.findOne({ _id: nameDocument(id) }))
      return found === null ? undefined : readRecord(found)
    },
    write: ({ collection, key, owner, version, dueAt, body }, expected) =>
      run(async (records) => {
        const _id = nameDocument({ collection, key })
        if (expected === null) return insert(records, { _id, collection, key, owner, version, dueAt, body })
        const { matchedCount } = await records.updateOne({ _id, version: expected }, { $set: { owner, version, dueAt, body } })
        return matchedCount === 1
      }),
    erase: (id, expected) =>
      run(async (records) => (await records.deleteOne({ _id: nameDocument(id), version: expected })).deletedCount === 1),
    async list({ collection, owner, after = '', limit }) {
      const filter = { collection, ...(owner !== undefined && { owner }), key: { $gt: after } }
      const found = await run((records) => records.find(filter, { sort: { key: 1 }, limit }).toArray())
      return found.map(readRecord)
    },
    async due({ collection, now, limit }) {
      const filter = { collection, dueAt: { $type: 'number', $lte: now } }
      const found = await run((records) => records.find(filter, { sort: { dueAt: 1, key: 1 }, limit }).toArray())
      return found.map(readRecord)
    },
    async close() {
      if (!isClosed) await database.close()
      isClosed = true
    },
  }
}

/** `_id` is what MongoDB keeps unique without an index of ours. No collection's name has a colon. */
function nameDocument({ collection, key }: RecordId): string {
  return `${collection}:${key}`
}

async function insert(records: MongodbCollection, record: VaultRecord & { readonly _id: string }): Promise<boolean> {
  try {
    await records.insertOne({ ...record })
    return true
  } catch (error) {
    if (findCode(error) === DUPLICATE_KEY) return false
    throw error
  }
}

async function createIndexes(records: MongodbCollection): Promise<MongodbCollection> {
  await records.createIndex({ collection: 1, key: 1 })
  await records.createIndex({ collection: 1, owner: 1, key: 1 })
  await records.createIndex({ collection: 1, dueAt: 1, key: 1 }, { partialFilterExpression: { dueAt: { $type: 'number' } } })
  return records
}

interface OpenDatabase {
  get(): Promise<MongodbDatabase>
  close(): Promise<void>
}

function openDatabase({ db, url }: MongodbStoreOptions): OpenDatabase {
  if (db !== undefined) return { get: async () => db, close: async () => undefined }
  if (url === undefined) throw new TypeError('mongodbStore() needs a db of mongodb, or a url.')
  let opened: Promise<{ db(): MongodbDatabase; close(): Promise<void> }> | undefined
  const open = async () => {
    const { MongoClient } = await loadDriver('mongodb', () => import('mongodb'))
    // The driver connects at the first operation, and again after a failure; its own thirty seconds are long for whoever waits for a page.
    return new MongoClient(url, url.includes('serverSelectionTimeoutMS=') ? {} : { serverSelectionTimeoutMS: 5000 })
  }
  return {
    async get() {
      opened ??= open()
      return (await opened).db()
    },
    close: async () => (await opened?.catch(() => undefined))?.close(),
  }
}

function findCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** What speaks of our own operations: BadValue, Unauthorized, TypeMismatch, CommandNotFound, and an index that is there in another form. */
const BUGS: ReadonlySet<unknown> = new Set([2, 13, 14, 59, 85, 86])

/** Wraps what the server or the network said. A bug stays what it is. */
function unavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError || BUGS.has(findCode(error))) return error
  return new VaultStoreUnavailableError(`MongoDB cannot be used now (${error.name}).`, { cause: error })
}
