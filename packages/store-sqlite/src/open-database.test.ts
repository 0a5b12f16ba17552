import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreUnavailableError } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { createTemporaryPath } from './create-temporary-path.ts'
import { APPLICATION_ID, findVersion, migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { openDatabase } from './open-database.ts'
import { createStoreOn } from './open-sqlite-store.ts'

const settings = { cacheKib: 256, busyTimeoutMs: 1000 }

describe('openDatabase', () => {
  it('makes a new file that its owner alone can read, marked as ours, migrated and durable', () => {
    const path = createTemporaryPath()
    const database = openDatabase({ ...settings, path })
    const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
    const found = ['journal_mode', 'synchronous', 'foreign_keys', 'application_id'].map(pragma)
    database.close()

    expect(found).toEqual(['wal', 2, 1, APPLICATION_ID])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('opens what it made before, and migrates nothing twice', () => {
    const path = createTemporaryPath()
    openDatabase({ ...settings, path }).close()
    const database = openDatabase({ ...settings, path })
    const records = database.prepare('SELECT version, name FROM migrations').all()
    database.close()

    expect(records).toEqual(migrations.map(({ version, name }) => ({ version, name })))
  })

  it('migrates once when six processes open one new file at the same time', async () => {
    const path = createTemporaryPath()
    const module = join(import.meta.dirname, '..', 'storm', 'open-once.ts')
    const children = Array.from({ length: 6 }, () => fork(module, [path], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }))
    await Promise.all(children.map((child) => once(child, 'message'))) // loaded, and waiting for the word
    const exits = Promise.all(children.map((child) => once(child, 'exit')))
    for (const child of children) child.send('open')
    const codes = (await exits).map(([code]) => code)

    const database = openDatabase({ ...settings, path })
    const records = database.prepare('SELECT version FROM migrations').all()
    database.close()
    expect(codes).toEqual(Array(6).fill(0))
    expect(records).toEqual(migrations.map(({ version }) => ({ version })))
  }, 20_000)

  it('refuses a database that a newer version has migrated', () => {
    const path = createTemporaryPath()
    const database = openDatabase({ ...settings, path })
    database.exec(`INSERT INTO migrations VALUES (999, 'from the future', 0)`)
    database.close()

    expect(() => openDatabase({ ...settings, path })).toThrow(/schema version 999, this version of Stagedoor knows \d+/)
  })

  it.each([
    ['a text', 'Dear diary, today I was opened as a database. '.repeat(100)],
    ['a short text', 'x'],
  ])('refuses %s and leaves it as it was', (_name, content) => {
    const path = createTemporaryPath()
    writeFileSync(path, content)

    expect(() => openDatabase({ ...settings, path })).toThrow(StoreUnavailableError)
    expect(() => openDatabase({ ...settings, path })).toThrow('is not a SQLite database')
    expect(readFileSync(path, 'utf8')).toBe(content)
  })

  it('refuses the database of another program and leaves it as it was', () => {
    const path = createTemporaryPath()
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE songs (title TEXT)')
    other.close()
    const before = readFileSync(path)

    expect(() => openDatabase({ ...settings, path })).toThrow('is a database of another program')
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('says which file it cannot open', () => {
    const path = join(dirname(createTemporaryPath()), 'no such directory', 'store.db')
    expect(() => openDatabase({ ...settings, path })).toThrow(`Cannot open the database ${path}`)
  })
})

describe('migrate', () => {
  it('keeps the sign-ins that wait for a person when it makes their table anew for web messages', async () => {
    const database = new DatabaseSync(':memory:')
    const before = migrations.slice(0, 1)
    migrate(database, before)
    database.exec(`
      INSERT INTO clients VALUES (1, 'c', 'App', 'web', 'none', '[]', '["https://app.example/"]', 'read', NULL, 0, 1, NULL);
      INSERT INTO authorization_transactions VALUES
        (x'01', x'02', 1, 'https://app.example/', 'fragment', 'read write', 'state', NULL, 'challenge', 'popup', 'login', 60, 'ada', 1, 100);`)

    migrate(database, migrations)
    const store = createStoreOn(database, { schedule: setImmediate })

    expect(await store.transactions.find(new Uint8Array([1]), new Uint8Array([2]), 50)).toEqual({
      clientId: 'c',
      redirectUri: 'https://app.example/',
      responseMode: 'fragment',
      targetOrigin: null,
      scope: ['read', 'write'],
      state: 'state',
      nonce: null,
      codeChallenge: 'challenge',
      display: 'popup',
      prompt: ['login'],
      dpopKey: null,
      maxAgeSeconds: 60,
      loginHint: 'ada',
      createdAt: 1,
      expiresAt: 100,
    })
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([])
    await store.close()
  })

  it('leaves a database as it was when one of the migrations that are due fails', () => {
    const database = new DatabaseSync(':memory:')
    const first = { version: 1, name: 'first', sql: 'CREATE TABLE first (a INTEGER PRIMARY KEY) STRICT' }
    const second = { version: 2, name: 'second', sql: 'CREATE TABLE second (a INTEGER PRIMARY KEY) STRICT' }
    const broken = { version: 3, name: 'broken', sql: 'CREATE TABLE third (a INTEGER PRIMARY KEY) STRICT; CREATE TABLE first (a)' }
    migrate(database, [first])

    expect(() => migrate(database, [first, second, broken])).toThrow('table first already exists')

    expect(findVersion(database)).toBe(1)
    expect(database.prepare(`SELECT name FROM sqlite_schema WHERE name IN ('first', 'second', 'third')`).all()).toEqual([{ name: 'first' }])
    database.close()
  })
})
