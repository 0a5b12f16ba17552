import { DatabaseSync } from 'node:sqlite'
import type { StoragePort } from '@stagedoor/client'
import { createServerClient, type ServerClient } from '@stagedoor/client/server'
import type { PlatformDescription } from '@stagedoor/platforms'

/** What a process of the app is started with. */
export interface ProcessSettings {
  readonly platform: PlatformDescription
  readonly baseUrl: string
  readonly clientId: string
  /** Of the database that all processes share. */
  readonly file: string
  /** What its clock shows more than that of this machine. */
  readonly aheadSeconds: number
}

/** A client as each process of a backend has it: the session is in a database that they share, and nobody locks anything. */
export function createProcessClient({ file, aheadSeconds, ...settings }: ProcessSettings): ServerClient {
  return createServerClient({
    ...settings,
    redirectUri: 'http://127.0.0.1/callback',
    storage: sqliteStorage(file),
    clock: { now: () => Date.now() / 1000 + aheadSeconds, after: () => () => undefined },
  })
}

/** Compares and sets in one statement. */
function sqliteStorage(file: string): StoragePort {
  const database = new DatabaseSync(file, { timeout: 5000 })
  database.exec('CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, text TEXT NOT NULL)')
  const read = (key: string): string | null => {
    const text = database.prepare('SELECT text FROM texts WHERE key = ?').get(key)?.['text']
    return typeof text === 'string' ? text : null
  }
  return {
    durable: true,
    read,
    replace(key, expected, next) {
      if (expected === null && next === null) return read(key) === null
      if (expected === null) return database.prepare('INSERT OR IGNORE INTO texts VALUES (?, ?)').run(key, next).changes === 1
      if (next === null) return database.prepare('DELETE FROM texts WHERE key = ? AND text = ?').run(key, expected).changes === 1
      return database.prepare('UPDATE texts SET text = ? WHERE key = ? AND text = ?').run(next, key, expected).changes === 1
    },
    keys: (prefix) =>
      database
        .prepare('SELECT key FROM texts')
        .all()
        .map(({ key }) => String(key))
        .filter((key) => key.startsWith(prefix)),
  }
}

/** A process: asks for a token when it is told to, and tells what it got. */
if (process.send !== undefined && process.argv[2] !== undefined) {
  const client = createProcessClient(JSON.parse(process.argv[2]))
  process.on('message', async () => {
    const report = await client.getAccessToken().then(
      (accessToken) => ({ accessToken }),
      (error: unknown) => ({ code: error instanceof Error && 'code' in error ? error.code : String(error) }),
    )
    process.send?.(report, () => process.disconnect())
  })
  process.send('ready')
}
