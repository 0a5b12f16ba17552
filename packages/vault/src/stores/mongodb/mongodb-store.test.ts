import { MongoServerError } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { createMongodbDouble } from '../../../test/mongodb-double.ts'
import { describeVaultStoreContract } from '../../contract/index.ts'
import { mongodbStore } from './mongodb-store.ts'

const record = { collection: 'connection', key: 'ada soundcloud', owner: 'ada', version: 'v1', dueAt: null, body: '{}' } as const
const url = process.env.MONGODB_URL

describe.skipIf(url === undefined)('on a MongoDB server (skipped: MONGODB_URL names none)', () => {
  describeVaultStoreContract(
    'MongoDB',
    async () => {
      const collection = `stagedoor_contract_${crypto.randomUUID()}`
      const open = () => mongodbStore({ url: url ?? '', collection })
      return { store: open(), openAgain: async () => open() }
    },
    { describe, it },
  )
})

describeVaultStoreContract(
  'MongoDB (a double in memory, no server)',
  async () => {
    const { db } = createMongodbDouble()
    return { store: mongodbStore({ db }), openAgain: async () => mongodbStore({ db }) }
  },
  { describe, it },
)

describe('mongodbStore, by what it sends to a double', () => {
  it('asks for the disk of a majority, and makes its indexes once', async () => {
    const { db, sent } = createMongodbDouble()
    const store = mongodbStore({ db })
    await Promise.all([store.prepare(), store.prepare()])

    expect(sent).toEqual([
      [
        'collection',
        'stagedoor_vault',
        { readPreference: 'primary', readConcern: { level: 'majority' }, writeConcern: { w: 'majority', journal: true } },
      ],
      ['createIndex', { collection: 1, key: 1 }],
      ['createIndex', { collection: 1, owner: 1, key: 1 }],
      ['createIndex', { collection: 1, dueAt: 1, key: 1 }, { partialFilterExpression: { dueAt: { $type: 'number' } } }],
    ])
  })

  it('compares and sets in one operation', async () => {
    const { db, sent } = createMongodbDouble()
    const store = mongodbStore({ db })
    await store.prepare()
    sent.length = 0
    await store.write(record, null)
    await store.write({ ...record, version: 'v2' }, 'v1')
    await store.erase(record, 'v2')

    const { owner, dueAt, body } = record
    expect(sent).toEqual([
      ['insertOne', { _id: 'connection:ada soundcloud', ...record }],
      ['updateOne', { _id: 'connection:ada soundcloud', version: 'v1' }, { $set: { owner, version: 'v2', dueAt, body } }],
      ['deleteOne', { _id: 'connection:ada soundcloud', version: 'v2' }],
    ])
  })

  it('is unavailable when an operation fails, but for what is a bug, and prepares again afterwards', async () => {
    const { db } = createMongodbDouble()
    const failures = [
      { code: 11_600, message: 'interrupted at shutdown' },
      { code: 13, message: 'not authorized' },
    ]
    const collection = db.collection('double', {
      readPreference: 'primary',
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority', journal: true },
    })
    const createIndex = async () => {
      const failure = failures.shift()
      if (failure !== undefined) throw new MongoServerError(failure)
    }
    const store = mongodbStore({ db: { collection: () => ({ ...collection, createIndex }) } })

    await expect(store.write(record, null)).rejects.toMatchObject({ code: 'store_unavailable', cause: { code: 11_600 } })
    await expect(store.write(record, null)).rejects.toMatchObject({ name: 'MongoServerError', code: 13 })
    expect(await store.write(record, null)).toBe(true)
  })
})

describe('mongodbStore, by the official driver', () => {
  it('is unavailable where no server is, and names no password', async () => {
    const store = mongodbStore({ url: 'mongodb://ada:password-of-ada@127.0.0.1:1/app?serverSelectionTimeoutMS=20' })
    const error = await store.read(record).catch((failure) => failure)

    expect(error).toMatchObject({ code: 'store_unavailable', message: 'MongoDB cannot be used now (MongoServerSelectionError).' })
    expect(JSON.stringify([error.message, `${error.cause}`])).not.toContain('password-of-ada')
    await store.close()
  })

  it('asks for a db or a url', () => {
    expect(() => mongodbStore({})).toThrow(/needs a db of mongodb, or a url/)
  })
})
