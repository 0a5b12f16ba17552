import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRedis } from '../../../../../tools/find-redis.ts'
import { RACED, raceRefreshes } from '../../../test/race-refreshes.ts'
import { type RedisServer, startRedis } from '../../../test/start-redis.ts'
import { writeThroughCrash } from '../../../test/write-through-crash.ts'
import { describeVaultStoreContract } from '../../contract/index.ts'
import { VaultStoreUnavailableError } from '../../ports/vault-store.ts'
import { redisStore } from './redis-store.ts'

const record = { collection: 'connection', key: 'ada soundcloud', owner: 'ada', version: 'v1', dueAt: null, body: '{}' } as const

describe.skipIf(!hasRedis())('on a redis-server (skipped where there is none: apt-get install redis-server)', () => {
  let server: RedisServer
  let client: ReturnType<typeof createClient>
  let opened = 0

  beforeAll(async () => {
    server = await startRedis()
    client = createClient({ url: server.url, disableOfflineQueue: true })
    client.on('error', () => undefined)
    await client.connect()
  })
  afterAll(async () => {
    client.destroy()
    await server.stop()
  })

  describeVaultStoreContract(
    'Redis',
    async () => {
      opened += 1
      const prefix = `contract-${opened}`
      return { store: redisStore({ client, prefix }), openAgain: async () => redisStore({ client, prefix }) }
    },
    { describe, it },
  )

  it('a vault refreshes once, whoever asks, and leaves nothing behind that works, in two processes', async () => {
    const open = () => redisStore({ client, prefix: 'raced' })
    expect(await raceRefreshes([open(), open()])).toEqual(RACED)
  })

  describe('redisStore', () => {
    it('has one hash tag in every key, so that a cluster keeps them together, and leaves nothing behind', async () => {
      const store = redisStore({ client, prefix: 'tagged' })
      await store.write({ ...record, dueAt: 1 }, null)
      const keys = await client.keys('*tagged*')
      expect(keys.toSorted()).toEqual([
        '{tagged}:connection:all',
        '{tagged}:connection:due',
        '{tagged}:connection:owner:ada',
        '{tagged}:connection:record:ada soundcloud',
      ])
      await store.erase(record, 'v1')
      expect(await client.keys('*tagged*')).toEqual([])
    })

    it('takes a client that names its act as ioredis does', async () => {
      const call = (command: string, ...words: string[]) => client.sendCommand([command, ...words])
      const store = redisStore({ client: { call }, prefix: 'ioredis' })
      expect(await store.write(record, null)).toBe(true)
      expect(await store.read(record)).toEqual(record)
    })

    it('sends its scripts again to a server that has forgotten them', async () => {
      const store = redisStore({ client, prefix: 'forgetful' })
      await store.write(record, null)
      await client.scriptFlush()
      expect(await store.write({ ...record, version: 'v2' }, 'v1')).toBe(true)
      await client.scriptFlush()
      expect(await store.list({ collection: 'connection', limit: 9 })).toHaveLength(1)
    })

    it('passes over what the server has evicted, and ends no page with it', async () => {
      const store = redisStore({ client, prefix: 'evicted' })
      for (const key of ['a', 'b', 'c']) await store.write({ ...record, key, dueAt: 1 }, null)
      await client.del('{evicted}:connection:record:b')
      const keys = (records: readonly { readonly key: string }[]): string[] => records.map(({ key }) => key)

      expect(keys(await store.due({ collection: 'connection', now: 1, limit: 2 }))).toEqual(['a', 'c'])
      expect(keys(await store.list({ collection: 'connection', limit: 2 }))).toEqual(['a', 'c'])
      expect(keys(await store.list({ collection: 'connection', owner: 'ada', limit: 2 }))).toEqual(['a', 'c'])
    })

    it('is unavailable while the memory is full, and loses nothing', async () => {
      const store = redisStore({ client, prefix: 'full' })
      await store.write(record, null)
      await client.configSet('maxmemory', '1')
      const write = store.write({ ...record, version: 'v2' }, 'v1')
      await expect(write).rejects.toMatchObject({ code: 'store_unavailable', message: 'Redis cannot be used now (OOM).' })
      expect(await store.read(record)).toEqual(record)
      await client.configSet('maxmemory', '0')
      expect(await store.write({ ...record, version: 'v2' }, 'v1')).toBe(true)
    })

    it('is unavailable while the server takes no more connections', async () => {
      await client.configSet('maxclients', '1')
      const store = redisStore({ url: server.url, prefix: 'crowded' })
      await expect(store.read(record)).rejects.toMatchObject({ code: 'store_unavailable', retryable: true })
      await client.configSet('maxclients', '100')
      expect(await store.read(record)).toBeUndefined()
      await store.close()
    })

    it('is unavailable while the server is gone, keeps every write it has confirmed, and goes on by itself', async () => {
      const store = redisStore({ url: server.url, prefix: 'restart' })
      await store.write(record, null)
      const confirmed = await writeThroughCrash(store, record, () => server.crash())

      await expect(redisStore({ url: server.url }).read(record)).rejects.toBeInstanceOf(VaultStoreUnavailableError)
      await server.restart()

      await expect.poll(() => store.read(record).catch(() => 'unavailable')).toEqual(record)
      const found = await store.list({ collection: 'connection', limit: 100_000 })
      expect(found.map(({ key }) => key)).toEqual(expect.arrayContaining(confirmed))
      await store.close()
      await store.close()
    })
  })
})

describe('redisStore', () => {
  it('passes on what no waiting repairs, as the server said it', async () => {
    const refusal = new Error('NOPERM this user has no permissions to run the command')
    const store = redisStore({ client: { sendCommand: () => Promise.reject(refusal) } })
    await expect(store.read(record)).rejects.toBe(refusal)
  })

  it('asks for a client or a url, and for a prefix without braces', () => {
    expect(() => redisStore({})).toThrow(/needs a client of redis, or a url/)
    expect(() => redisStore({ url: 'redis://127.0.0.1', prefix: 'a{b}' })).toThrow(TypeError)
  })
})
