import { type VaultStore, VaultStoreUnavailableError } from '../../ports/vault-store.ts'
import { loadDriver } from '../load-driver.ts'
import { readRecord } from '../read-record.ts'
import { migrate } from './migrate.ts'
import type { PostgresPool, PostgresResult } from './postgres-pool.ts'
import { nameTables } from './table-names.ts'

/** Of a connection of our own: a network that swallows packets must not hold a call for ever. */
const CONNECT_TIMEOUT_MS = 5000
const QUERY_TIMEOUT_MS = 10_000

export interface PostgresStoreOptions {
  /** Your own pool; it stays open when the vault closes. */
  readonly pool?: PostgresPool
  /** Instead of a pool: where the database is. Needs the package `pg`. */
  readonly url?: string
  /** Where the tables are. Default: where the role's `search_path` leads. It must exist. */
  readonly schema?: string
  /** Begins the names of the tables. Default: `stagedoor_vault_`. */
  readonly prefix?: string
  /** `none` for a pooler that gives each statement another connection and does not know of prepared ones (PgBouncer before 1.21). Default: `prepared`. */
  readonly statements?: 'prepared' | 'none'
}

/** A vault's store that makes its tables at the first call, or when you say so. */
export interface PostgresStore extends VaultStore {
  /** Makes the tables that are not there. Called by the first act otherwise; call it at the start of your app to see then what is wrong. */
  prepare(): Promise<void>
}

/**
 * Keeps a vault in PostgreSQL 12 or newer, beside your own tables.
 *
 * @throws TypeError without a pool or a URL, and for a name that is none.
 */
export function postgresStore(options: PostgresStoreOptions): PostgresStore {
  const database = openPool(options)
  const names = nameTables({ schema: options.schema, prefix: options.prefix ?? 'stagedoor_vault_' })
  const statements = writeStatements(names.records)
  let prepared: Promise<void> | undefined
  let isClosed = false

  const prepare = (): Promise<void> => {
    prepared ??= database.get().then((pool) => migrate(pool, names))
    return prepared.catch((error: unknown) => {
      prepared = undefined
      throw unavailable(error)
    })
  }
  const run = async (act: keyof typeof statements, values: unknown[]): Promise<PostgresResult> => {
    if (isClosed) throw new TypeError('This store is closed.')
    await prepare()
    const text = statements[act]
    const pool = await database.get()
    try {
      return await pool.query(options.statements === 'none' ? { text, values } : { name: `${names.records}.${act}.1`, text, values })
    } catch (error) {
      throw unavailable(error)
    }
  }

  return {
    prepare,
    async read({ collection, key }) {
      const [row] = (await run('read', [collection, key])).rows
      return row === undefined ? undefined : readRecord(row)
    },
    async write({ collection, key, owner, version, dueAt, body }, expected) {
      const values = [collection, key, owner, version, dueAt, body]
      const { rowCount } = await (expected === null ? run('insert', values) : run('update', [...values, expected]))
      return rowCount === 1
    },
    async erase({ collection, key }, expected) {
      return (await run('erase', [collection, key, expected])).rowCount === 1
    },
    async list({ collection, owner, after = '', limit }) {
      const { rows } = await (owner === undefined
        ? run('listAll', [collection, after, limit])
        : run('listOwner', [collection, after, limit, owner]))
      return rows.map(readRecord)
    },
    async due({ collection, now, limit }) {
      return (await run('due', [collection, now, limit])).rows.map(readRecord)
    },
    async close() {
      if (!isClosed) await database.close()
      isClosed = true
    },
  }
}

function writeStatements(records: string) {
  const select = `SELECT collection, key, owner, version, due_at::float8 AS "dueAt", body FROM ${records} WHERE collection = $1`
  return {
    read: `${select} AND key = $2`,
    insert: `INSERT INTO ${records} (collection, key, owner, version, due_at, body) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    update: `UPDATE ${records} SET owner = $3, version = $4, due_at = $5, body = $6 WHERE collection = $1 AND key = $2 AND version = $7`,
    erase: `DELETE FROM ${records} WHERE collection = $1 AND key = $2 AND version = $3`,
    listAll: `${select} AND key > $2 ORDER BY key LIMIT $3`,
    listOwner: `${select} AND key > $2 AND owner = $4 ORDER BY key LIMIT $3`,
    due: `${select} AND due_at <= $2 ORDER BY due_at, key LIMIT $3`,
  } as const
}

interface OpenPool {
  get(): Promise<PostgresPool>
  close(): Promise<void>
}

function openPool({ pool, url }: PostgresStoreOptions): OpenPool {
  if (pool !== undefined) return { get: async () => pool, close: async () => undefined }
  if (url === undefined) throw new TypeError('postgresStore() needs a pool of pg, or a url.')
  let opened: Promise<PostgresPool & { end(): Promise<void> }> | undefined
  const open = async () => {
    const { default: pg } = await loadDriver('pg', () => import('pg'))
    const own = new pg.Pool({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, query_timeout: QUERY_TIMEOUT_MS })
    // A connection that breaks while nobody uses it is replaced at the next call; unheard, it would end the process.
    own.on('error', () => undefined)
    return own
  }
  return {
    get() {
      opened ??= open()
      return opened
    },
    close: async () => (await opened?.catch(() => undefined))?.end(),
  }
}

/** Wraps what the server or the network said. What speaks of our own statements is a bug, and stays what it is. */
function unavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof VaultStoreUnavailableError || error instanceof TypeError) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  // SQLSTATE class 22: a value; 42: a statement, a missing table, a missing right.
  if (code !== undefined && /^(22|42)\w{3}$/.test(code)) return error
  const detail = code === undefined ? '' : ` (${code})`
  return new VaultStoreUnavailableError(`PostgreSQL cannot be used now${detail}.`, { cause: error })
}
