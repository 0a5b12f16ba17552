import { execFileSync, fork, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeVaultStoreContract } from '../../contract/index.ts'
import { VaultStoreUnavailableError } from '../../ports/vault-store.ts'
import { createSealer } from '../../sealing/create-sealer.ts'
import { sqliteStore } from './sqlite-store.ts'

const record = { collection: 'connection', key: 'ada soundcloud', owner: 'ada', version: 'v1', dueAt: null, body: '{}' } as const

function createFolder(): string {
  return mkdtempSync(join(tmpdir(), 'stagedoor-vault-'))
}

function createPath(): string {
  const folder = createFolder()
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'vault.db')
}

const openContractStore = async () => {
  const folder = createFolder()
  const path = join(folder, 'vault.db')
  return {
    store: sqliteStore(path),
    openAgain: async () => sqliteStore(path),
    dispose: async () => rmSync(folder, { recursive: true }),
  }
}

describeVaultStoreContract('SQLite', openContractStore, { describe, it })

describe('sqliteStore', () => {
  it('makes a file for its owner alone, durable at every write', async () => {
    const path = createPath()
    const store = sqliteStore(path)
    await store.write(record, null)

    for (const name of readdirSync(join(path, '..'))) expect(statSync(join(path, '..', name)).mode & 0o777, name).toBe(0o600)
    await store.close()
    const database = new DatabaseSync(path)
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    database.close()
  })

  it('leaves no token for whoever steals the files', async () => {
    const path = createPath()
    const store = sqliteStore(path)
    const sealer = createSealer({ keys: [{ id: 'k1', key: randomBytes(32) }], random: randomBytes, now: () => 0 })
    const place = { collection: 'connection', key: record.key, column: 'refreshToken' }
    await store.write({ ...record, body: JSON.stringify({ refreshToken: await sealer.seal('a-refresh-token', place) }) }, null)

    const files = readdirSync(join(path, '..')).map((name) => readFileSync(join(path, '..', name), 'latin1'))
    await store.close()

    expect(files.join('')).toContain('ada soundcloud')
    for (const written of [
      'a-refresh-token',
      Buffer.from('a-refresh-token').toString('base64url'),
      Buffer.from('a-refresh-token').toString('hex'),
    ])
      expect(files.join('')).not.toContain(written)
  })

  it('lives in the database of an app beside its own tables', async () => {
    const path = createPath()
    const app = new DatabaseSync(path)
    app.exec('PRAGMA user_version = 12; CREATE TABLE songs (title TEXT)')
    const store = sqliteStore(path)
    await store.write(record, null)

    app.exec(`INSERT INTO songs VALUES ('Blue')`)
    expect(app.prepare('PRAGMA user_version').get()).toEqual({ user_version: 12 })
    expect(await store.read(record)).toEqual(record)
    await store.close()
    app.close()
  })

  it('migrates once when six processes open a new file at the same time', async () => {
    const path = createPath()
    const program = join(import.meta.dirname, '../../../test/open-sqlite-once.ts')
    const children = Array.from({ length: 6 }, (_, index) =>
      fork(program, [path, `key-${index}`], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    )
    await Promise.all(children.map((child) => once(child, 'message')))
    const exits = Promise.all(children.map((child) => once(child, 'exit')))
    for (const child of children) child.send('open')

    expect((await exits).map(([code]) => code)).toEqual(Array(6).fill(0))
    const store = sqliteStore(path)
    expect((await store.list({ collection: 'connection', limit: 9 })).map(({ key }) => key)).toHaveLength(6)
    await store.close()
  })

  it('refuses tables that a newer version has migrated', async () => {
    const path = createPath()
    await sqliteStore(path).close()
    const database = new DatabaseSync(path)
    database.exec('INSERT INTO stagedoor_vault_migrations VALUES (99)')
    database.close()

    expect(() => sqliteStore(path)).toThrow(/have version 99, this package knows 1/)
  })

  it('refuses a file that is no database, and one it cannot make', () => {
    const path = createPath()
    writeFileSync(path, 'Dear diary, today I was opened as a database. '.repeat(100))

    expect(() => sqliteStore(path)).toThrow(VaultStoreUnavailableError)
    expect(readFileSync(path, 'utf8')).toMatch(/^Dear diary/)
    expect(() => sqliteStore(join(path, '..', 'no such folder', 'vault.db'))).toThrow(VaultStoreUnavailableError)
  })

  it('is unavailable while another program holds the file, and goes on after', async () => {
    const path = createPath()
    const store = sqliteStore(path, { busyTimeoutMs: 20 })
    await store.write(record, null)
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')

    const write = store.write({ ...record, version: 'v2' }, 'v1')
    await expect(write).rejects.toMatchObject({ code: 'store_unavailable', retryable: true, cause: { errcode: 5 } })
    expect(await store.read(record)).toEqual(record)
    other.exec('ROLLBACK')
    other.close()

    expect(await store.write({ ...record, version: 'v2' }, 'v1')).toBe(true)
    await store.close()
  })

  it('lets the process go on with other work while another holds the file', async () => {
    const path = createPath()
    const store = sqliteStore(path, { busyTimeoutMs: 2000 })
    await store.write(record, null)
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    const write = store.write({ ...record, version: 'v2' }, 'v1')
    setImmediate(() => other.exec('ROLLBACK'))

    expect(await write).toBe(true)
    other.close()
    await store.close()
  })

  it('is unavailable while pages of the file are damaged, and goes on with what was restored', async () => {
    const path = createPath()
    const before = sqliteStore(path)
    await before.write({ ...record, body: JSON.stringify('x'.repeat(20_000)) }, null)
    await before.close()
    const whole = readFileSync(path)
    const store = sqliteStore(path)
    writeFileSync(path, Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(whole.length - 8192, 0xff)]))

    const broken = await store.read(record).catch((error) => error)
    expect(broken).toMatchObject({ code: 'store_unavailable', cause: { errcode: expect.any(Number) } })
    writeFileSync(path, whole)

    expect((await store.read(record))?.body).toHaveLength(20_002)
    await store.close()
  })

  it('hides nothing that is a bug behind an error to try again', async () => {
    const path = createPath()
    const store = sqliteStore(path)
    const database = new DatabaseSync(path)
    database.exec('DROP TABLE stagedoor_vault_records')
    database.close()

    await expect(store.read(record)).rejects.not.toBeInstanceOf(VaultStoreUnavailableError)
    await store.close()
    await expect(store.read(record)).rejects.toThrow('closed')
  })

  it.skipIf(process.platform !== 'linux')(
    'is unavailable on a full disk, keeps what it has confirmed, and goes on when there is room',
    async () => {
      const path = createPath()
      await using writer = startWriter(path, ['prlimit', '--fsize=1000000:unlimited'])

      const full = await writer.write()
      expect(full).toMatchObject({ code: 'store_unavailable', retryable: true, written: expect.toSatisfy((count) => count > 0), lost: 0 })
      execFileSync('prlimit', ['--pid', `${writer.pid}`, '--fsize=unlimited'])

      expect(await writer.write()).toMatchObject({ code: null, lost: 0 })
    },
  )

  it('is unavailable while the file may only be read, and goes on when it may be written', async () => {
    const path = createPath()
    const folder = join(path, '..')
    await sqliteStore(path).close()
    chmodSync(path, 0o444)
    chmodSync(folder, 0o555)
    // To root every file is open.
    await using writer = startWriter(path, [], process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {})

    const refused = await writer.write()
    chmodSync(folder, 0o777)
    chmodSync(path, 0o666)
    expect(refused).toMatchObject({ code: 'store_unavailable', retryable: true, written: 0 })
    expect(await writer.write()).toMatchObject({ code: null, lost: 0 })
  })
})

/** A process that writes as much as it is allowed to. */
function startWriter(path: string, wrapper: readonly string[] = [], user: { readonly uid?: number; readonly gid?: number } = {}) {
  const program = join(import.meta.dirname, '../../../test/write-sqlite.ts')
  const [command = process.execPath, ...words] = [...wrapper, process.execPath, program, path]
  const child = spawn(command, words, { ...user, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const loaded = once(child, 'message')
  return {
    pid: child.pid,
    async write(): Promise<unknown> {
      await loaded
      const answer = once(child, 'message')
      child.send('write')
      return (await answer)[0]
    },
    async [Symbol.asyncDispose]() {
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
    },
  }
}
