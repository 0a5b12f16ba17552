import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { VaultStore } from '@stagedoor/vault'
import { postgresStore } from '@stagedoor/vault/postgres'
import { redisStore } from '@stagedoor/vault/redis'
import { sqliteStore } from '@stagedoor/vault/sqlite'
import pg from 'pg'
import { createClient } from 'redis'

/** A database with a store of the vault in it, and a way to read one record of it without the store. */
export interface StoragePlace {
  readonly name: string
  readonly store: VaultStore
  readonly readBare: (key: string) => unknown
  /** How many in a round. */
  readonly reads: number
  stop(): Promise<void>
}

/** Beside whatever else is there. */
const PREFIX = 'vault_read_'
const COLUMNS = 'collection, key, owner, version, due_at AS "dueAt", body'

export async function openSqlitePlace(): Promise<StoragePlace> {
  const folder = mkdtempSync(join(tmpdir(), 'vault-read-'))
  const path = join(folder, 'vault.db')
  const store = sqliteStore(path)
  const database = new DatabaseSync(path, { readOnly: true })
  const select = database.prepare(`SELECT ${COLUMNS} FROM stagedoor_vault_records WHERE collection = ? AND key = ?`)
  return {
    name: 'SQLite',
    store,
    readBare: (key) => select.get('connection', key),
    reads: 20_000,
    async stop() {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export async function openPostgresPlace(connectionString: string): Promise<StoragePlace> {
  const pool = new pg.Pool({ connectionString, max: 8 })
  const text = `SELECT ${COLUMNS} FROM ${PREFIX}records WHERE collection = $1 AND key = $2`
  return {
    name: 'PostgreSQL',
    store: postgresStore({ pool, prefix: PREFIX }),
    readBare: (key) => pool.query({ name: 'bare', text, values: ['connection', key] }),
    reads: 3000,
    async stop() {
      await pool.query(`DROP TABLE ${PREFIX}records, ${PREFIX}migrations`)
      await pool.end()
    },
  }
}

export async function openRedisPlace(url: string): Promise<StoragePlace> {
  const client = await createClient({ url }).connect()
  return {
    name: 'Redis',
    store: redisStore({ client, prefix: PREFIX }),
    readBare: (key) => client.hGetAll(`{${PREFIX}}:connection:record:${key}`),
    reads: 3000,
    async stop() {
      for await (const keys of client.scanIterator({ MATCH: `{${PREFIX}}*`, COUNT: 500 })) if (keys.length > 0) await client.del(keys)
      client.destroy()
    },
  }
}
