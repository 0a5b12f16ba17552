import { type Collection, type VaultRecord, type VaultStore, VaultStoreUnavailableError } from '../../ports/vault-store.ts'
import { loadDriver } from '../load-driver.ts'
import { readRecord } from '../read-record.ts'
import { bindClient, type RedisClient, type SendCommand } from './redis-client.ts'
import { DUE, ERASE, LIST, type Script, WRITE } from './scripts.ts'

export interface RedisStoreOptions {
  /** Your own client, connected; it stays open when the vault closes. */
  readonly client?: RedisClient
  /** Instead of a client: where the server is. Needs the package `redis`. */
  readonly url?: string
  /** Begins every key. Default: `stagedoor-vault`. In a cluster all of them are on one node: `{prefix}`. */
  readonly prefix?: string
}

/**
 * Keeps a vault in Redis 5 or newer, or in what speaks as it does (Valkey).
 *
 * The server decides how durable a write is, and it must never evict: `appendonly yes`, `appendfsync always`, `maxmemory-policy noeviction`.
 * With Redis's own defaults a crash loses the last minutes: single-use refresh tokens among them, and so the connections they kept.
 *
 * @throws TypeError without a client or a URL.
 */
export function redisStore(options: RedisStoreOptions): VaultStore {
  const { prefix = 'stagedoor-vault' } = options
  if (!/^[\w.:-]{1,64}$/.test(prefix)) throw new TypeError('prefix takes letters, digits, "_", ".", ":" and "-", 64 in all.')
  const connection = openConnection(options)
  let isClosed = false

  const ask = async (act: (send: SendCommand) => Promise<unknown>): Promise<unknown> => {
    if (isClosed) throw new TypeError('This store is closed.')
    try {
      return await act(await connection.get())
    } catch (error) {
      throw unavailable(error)
    }
  }
  const run = (script: Script, keys: readonly string[], words: readonly string[]): Promise<unknown> =>
    ask((send) => evaluate(send, script, [`${keys.length}`, ...keys, ...words]))

  return {
    async read({ collection, key }) {
      const { record } = nameKeys(prefix, collection)
      const fields = await ask((send) => send('HMGET', `${record}${key}`, 'owner', 'version', 'due', 'body'))
      if (!Array.isArray(fields) || fields[0] === null) return undefined
      return readFields(collection, [key, ...fields])
    },
    async write({ collection, key, owner, version, dueAt, body }, expected) {
      if (expected === '') return false // no record has it, and to the script it means none
      const { record, all, due, owners } = nameKeys(prefix, collection)
      const words = [owners, key, expected ?? '', owner, version, dueAt === null ? '' : `${dueAt}`, body]
      return (await run(WRITE, [`${record}${key}`, all, due], words)) === 1
    },
    async erase({ collection, key }, expected) {
      const { record, all, due, owners } = nameKeys(prefix, collection)
      return (await run(ERASE, [`${record}${key}`, all, due], [owners, key, expected])) === 1
    },
    async list({ collection, owner, after, limit }) {
      const { record, all, owners } = nameKeys(prefix, collection)
      const from = after === undefined ? '-' : `(${after}`
      return readRows(collection, await run(LIST, [owner === undefined ? all : `${owners}${owner}`], [record, from, `${limit}`]))
    },
    async due({ collection, now, limit }) {
      const { record, due } = nameKeys(prefix, collection)
      return readRows(collection, await run(DUE, [due], [record, `${now}`, `${limit}`]))
    },
    async close() {
      if (!isClosed) await connection.close()
      isClosed = true
    },
  }
}

function nameKeys(prefix: string, collection: Collection) {
  const start = `{${prefix}}:${collection}`
  return { record: `${start}:record:`, owners: `${start}:owner:`, all: `${start}:all`, due: `${start}:due` }
}

/** Runs a script by its digest; a server that has just started is sent the source. */
async function evaluate(send: SendCommand, { digest, source }: Script, words: readonly string[]): Promise<unknown> {
  try {
    return await send('EVALSHA', digest, ...words)
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
    return send('EVAL', source, ...words)
  }
}

function readRows(collection: Collection, rows: unknown): VaultRecord[] {
  if (!Array.isArray(rows)) throw new TypeError('Redis answered a script of ours with something else.')
  return rows.map((row: unknown) => readFields(collection, Array.isArray(row) ? row : []))
}

function readFields(collection: Collection, [key, owner, version, due, body]: readonly unknown[]): VaultRecord {
  return readRecord({ collection, key, owner, version, dueAt: due === '' ? null : Number(due), body })
}

interface Connection {
  get(): Promise<SendCommand>
  close(): Promise<void>
}

function openConnection({ client, url }: RedisStoreOptions): Connection {
  if (client !== undefined) {
    const send = bindClient(client)
    return { get: async () => send, close: async () => undefined }
  }
  if (url === undefined) throw new TypeError('redisStore() needs a client of redis, or a url.')
  return connectTo(url)
}

function connectTo(url: string): Connection {
  let opened: Promise<{ readonly send: SendCommand; destroy(): void }> | undefined
  const open = async () => {
    const { createClient } = await loadDriver('redis', () => import('redis'))
    // Without a queue a call fails at once while the server is away: the vault decides when to try again.
    const client = createClient({ url, disableOfflineQueue: true })
    client.on('error', () => undefined)
    await Promise.race([client.connect(), new Promise((_, reject) => client.once('error', reject))]).catch((error: unknown) => {
      client.destroy()
      throw error
    })
    return { send: bindClient(client), destroy: () => client.destroy() }
  }
  return {
    async get() {
      opened ??= open().catch((error: unknown) => {
        opened = undefined
        throw error
      })
      return (await opened).send
    },
    close: async () => (await opened?.catch(() => undefined))?.destroy(),
  }
}

/** Wraps what the server or the network said. What speaks of our own commands is a bug, and stays what it is. */
function unavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof VaultStoreUnavailableError) return error
  const code = /^[A-Z]{2,20}(?= )/.exec(error.message)?.[0]
  const isFull = error.message.startsWith('ERR max number of clients')
  if ((code === 'ERR' && !isFull) || code === 'WRONGTYPE' || code === 'NOPERM') return error
  return new VaultStoreUnavailableError(`Redis cannot be used now${code === undefined ? '' : ` (${code})`}.`, { cause: error })
}
