import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { VaultStore } from '../../ports/vault-store.ts'
import { readRecord } from '../read-record.ts'
import { openDatabase } from './open-database.ts'
import { breaksConnection, isBusy, storeUnavailable } from './sqlite-error.ts'

/** How long the event loop waits for another process at a time, and what it has for other work in between. */
const BLOCKING_MS = 25
const PAUSE_MS = 15

export interface SqliteStoreOptions {
  /** How long a write waits for another process. Default: 5000. */
  readonly busyTimeoutMs?: number
}

/**
 * Keeps a vault in a SQLite file: the embedded default, for one machine and any number of its processes.
 *
 * The file is made for its owner alone. It may be that of your app: every table's name begins with `stagedoor_vault_`.
 * A commit is on disk before its promise resolves.
 *
 * @param path - The file, or `:memory:` for a test.
 * @throws VaultStoreUnavailableError when it cannot be opened now; later calls open it anew by themselves.
 */
export function sqliteStore(path: string, { busyTimeoutMs = 5000 }: SqliteStoreOptions = {}): VaultStore {
  const open = (): Acts => {
    const database = openDatabase(path, busyTimeoutMs)
    // From here on the event loop must not wait for long: the reply to a refresh may be waiting in its socket.
    database.exec(`PRAGMA busy_timeout = ${Math.min(BLOCKING_MS, busyTimeoutMs)}`)
    return prepareActs(database)
  }
  let acts: Acts | undefined = open()
  let isClosed = false

  const run = async <Result>(act: (acts: Acts) => Result, waitMs = busyTimeoutMs): Promise<Result> => {
    if (isClosed) throw new TypeError('This store is closed.')
    try {
      acts ??= open()
      return act(acts)
    } catch (error) {
      if (isBusy(error) && waitMs > BLOCKING_MS) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
        return run(act, waitMs - BLOCKING_MS - PAUSE_MS)
      }
      if (path !== ':memory:' && breaksConnection(error)) {
        acts?.close()
        acts = undefined
      }
      throw storeUnavailable(error)
    }
  }

  return {
    read: (id) => run((to) => to.read(id)),
    write: (record, expected) => run((to) => to.write(record, expected)),
    erase: (id, expected) => run((to) => to.erase(id, expected)),
    list: (page) => run((to) => to.list(page)),
    due: (page) => run((to) => to.due(page)),
    async close() {
      isClosed = true
      acts?.close()
      acts = undefined
    },
  }
}

/** The five acts, each one statement. */
type Acts = ReturnType<typeof prepareActs>

function prepareActs(database: DatabaseSync) {
  const columns = 'collection, key, owner, version, due_at, body'
  const selected = 'collection, key, owner, version, due_at AS dueAt, body'
  const select = (rest: string): StatementSync =>
    database.prepare(`SELECT ${selected} FROM stagedoor_vault_records WHERE collection = ? ${rest}`)
  const read = select('AND key = ?')
  const listAll = select('AND key > ? ORDER BY key LIMIT ?')
  const listOwner = select('AND owner = ? AND key > ? ORDER BY key LIMIT ?')
  const due = select('AND due_at <= ? ORDER BY due_at, key LIMIT ?')
  const insert = database.prepare(`INSERT INTO stagedoor_vault_records (${columns}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
  const update = database.prepare(`
    UPDATE stagedoor_vault_records SET owner = ?, version = ?, due_at = ?, body = ? WHERE collection = ? AND key = ? AND version = ?`)
  const erase = database.prepare('DELETE FROM stagedoor_vault_records WHERE collection = ? AND key = ? AND version = ?')

  const acts: Omit<Synchronous<VaultStore>, 'close'> & { close(): void } = {
    read({ collection, key }) {
      const row = read.get(collection, key)
      return row === undefined ? undefined : readRecord(row)
    },
    write({ collection, key, owner, version, dueAt, body }, expected) {
      const { changes } =
        expected === null
          ? insert.run(collection, key, owner, version, dueAt, body)
          : update.run(owner, version, dueAt, body, collection, key, expected)
      return changes === 1
    },
    erase: ({ collection, key }, expected) => erase.run(collection, key, expected).changes === 1,
    list({ collection, owner, after = '', limit }) {
      const rows = owner === undefined ? listAll.all(collection, after, limit) : listOwner.all(collection, owner, after, limit)
      return rows.map(readRecord)
    },
    due: ({ collection, now, limit }) => due.all(collection, now, limit).map(readRecord),
    close: () => database.close(),
  }
  return acts
}

type Synchronous<Store> = {
  [Act in keyof Store]: Store[Act] extends (...input: infer Input) => Promise<infer Result> ? (...input: Input) => Result : never
}
