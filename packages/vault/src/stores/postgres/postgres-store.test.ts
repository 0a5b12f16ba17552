import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RACED, raceRefreshes } from '../../../test/race-refreshes.ts'
import { runVaultCommand } from '../../../test/run-vault-command.ts'
import { type PostgresServer, startPostgres } from '../../../test/start-postgres.ts'
import { KEYS } from '../../../test/vault-world.ts'
import { writeThroughCrash } from '../../../test/write-through-crash.ts'
import { describeVaultStoreContract } from '../../contract/index.ts'
import { createKeyText, createVault, soundcloud } from '../../index.ts'
import { VaultStoreUnavailableError } from '../../ports/vault-store.ts'
import { postgresStore } from './postgres-store.ts'

const record = { collection: 'connection', key: 'ada soundcloud', owner: 'ada', version: 'v1', dueAt: null, body: '{}' } as const

let server: PostgresServer
let pool: pg.Pool
let opened = 0

beforeAll(async () => {
  server = await startPostgres()
  pool = new pg.Pool({ connectionString: server.url, max: 8 })
  pool.on('error', () => undefined)
})
afterAll(async () => {
  await pool.end()
  await server.stop()
})

describeVaultStoreContract(
  'PostgreSQL',
  async () => {
    opened += 1
    const prefix = `contract_${opened}_`
    return { store: postgresStore({ pool, prefix }), openAgain: async () => postgresStore({ pool, prefix }) }
  },
  { describe, it },
)

describe('a vault on PostgreSQL', () => {
  it('refreshes once, whoever asks, and leaves nothing behind that works, in two processes', async () => {
    const open = () => postgresStore({ pool, prefix: 'raced_' })
    expect(await raceRefreshes([open(), open()])).toEqual(RACED)
  })
})

describe('stagedoor vault, on PostgreSQL', () => {
  it('lists connections and changes their key, in the schema that its configuration names', async () => {
    await pool.query('CREATE SCHEMA looked_after')
    const store = postgresStore({ pool, schema: 'looked_after' })
    const vault = createVault({ store, keys: KEYS, platforms: [soundcloud({ clientId: 'demo' })] })
    await vault.accept('ray', 'soundcloud', { accessToken: 'marked', refreshToken: 'marked-refresh' })
    const directory = mkdtempSync(join(tmpdir(), 'vault-command-'))
    writeFileSync(join(directory, 'vault.json'), JSON.stringify({ schema: 'looked_after' }))
    const run = (...args: readonly string[]): ReturnType<typeof runVaultCommand> =>
      runVaultCommand([...args, '--json', '--config', join(directory, 'vault.json')], {
        STAGEDOOR_VAULT_STORE: server.url,
        STAGEDOOR_VAULT_KEYS: `${createKeyText(randomBytes)},${KEYS}`,
      })
    const [listed, rotated] = [await run('list'), await run('rotate-keys')]
    rmSync(directory, { recursive: true })

    expect(JSON.parse(listed.stdout)).toMatchObject({ connections: [{ userId: 'ray', status: 'connected' }], next: null })
    expect(JSON.parse(rotated.stdout)).toEqual({ resealed: 1, unreadable: 0, interrupted: false, keysLeft: [] })
  })

  it('says which package is missing, and how to get it', async () => {
    const hook = `import { registerHooks } from 'node:module'
      registerHooks({ resolve: (name, context, next) => { if (name === 'pg') throw new Error('not found'); return next(name, context) } })`
    const { code, stderr } = await runVaultCommand(['list'], {
      STAGEDOOR_VAULT_STORE: server.url,
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(hook)}`,
    })

    expect([code, stderr]).toEqual([1, expect.stringContaining('needs the package pg: npm install pg.')])
  })
})

describe('postgresStore', () => {
  it('makes its tables once, in the schema it was given, when fifty open an empty database at once', async () => {
    await pool.query('CREATE SCHEMA vault')
    const stores = Array.from({ length: 50 }, () => postgresStore({ pool, schema: 'vault' }))
    await Promise.all(stores.map((store) => store.prepare()))

    const { rows } = await pool.query(`SELECT table_name FROM information_schema.tables WHERE table_schema = 'vault' ORDER BY 1`)
    expect(rows).toEqual([{ table_name: 'stagedoor_vault_migrations' }, { table_name: 'stagedoor_vault_records' }])
    expect((await pool.query('SELECT version FROM vault.stagedoor_vault_migrations')).rows).toEqual([{ version: 1 }])
  })

  it('works for a role that may read and write, and make no tables, once they are there', async () => {
    await postgresStore({ pool, prefix: 'granted_' }).prepare()
    await pool.query(`
      CREATE ROLE app LOGIN;
      GRANT SELECT ON granted_migrations TO app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON granted_records TO app`)
    const store = postgresStore({ url: server.url.replace('postgres@', 'app@'), prefix: 'granted_' })

    expect(await store.write(record, null)).toBe(true)
    await store.close()
    const other = postgresStore({ url: server.url.replace('postgres@', 'app@'), prefix: 'denied_' })
    await expect(other.prepare()).rejects.toMatchObject({ code: '42501' })
    await other.close()
  })

  it('refuses tables that a newer version has migrated', async () => {
    await postgresStore({ pool, prefix: 'newer_' }).prepare()
    await pool.query('INSERT INTO newer_migrations VALUES (99)')
    await expect(postgresStore({ pool, prefix: 'newer_' }).read(record)).rejects.toThrow(/have version 99, this package knows 1/)
  })

  it('prepares no statement for a pooler that would not find it again', async () => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    const prepared = async () => (await client.query('SELECT count(*)::int AS count FROM pg_prepared_statements')).rows[0].count

    await postgresStore({ pool: client, prefix: 'pooler_', statements: 'none' }).read(record)
    expect(await prepared()).toBe(0)
    await postgresStore({ pool: client, prefix: 'pooler_' }).read(record)
    expect(await prepared()).toBe(1)
    await client.end()
  })

  it.each(['a"b', '1a', 'a b', 'x'.repeat(60)])('refuses %j as a prefix before it reaches a statement', (prefix) => {
    expect(() => postgresStore({ pool, prefix })).toThrow(TypeError)
  })

  it('asks for a pool or a url', () => {
    expect(() => postgresStore({})).toThrow(/needs a pool of pg, or a url/)
  })

  it('reads by the index, however many records there are', async () => {
    const store = postgresStore({ pool, prefix: 'plan_' })
    await store.prepare()
    await pool.query(`
      INSERT INTO plan_records SELECT 'connection', 'key-' || i, 'owner-' || i, 'v1', i, '{}' FROM generate_series(1, 5000) AS i;
      ANALYZE plan_records`)
    const plan = async (where: string) =>
      (await pool.query(`EXPLAIN SELECT * FROM plan_records WHERE collection = 'connection' AND ${where}`)).rows
        .map((row) => Object.values(row)[0])
        .join('\n')

    expect(await plan(`key = 'key-7'`)).toContain('plan_records_pkey')
    expect(await plan(`owner = 'owner-7' AND key > '' ORDER BY key LIMIT 10`)).toContain('plan_by_owner')
    expect(await plan(`due_at <= 10 ORDER BY due_at, key LIMIT 10`)).toContain('plan_by_due')
  })

  it('is unavailable while the server is gone, keeps every write it has confirmed, and goes on by itself', async () => {
    const store = postgresStore({ url: server.url, prefix: 'restart_' })
    await store.prepare()
    const confirmed = await writeThroughCrash(store, record, () => server.crash())

    await expect(postgresStore({ pool, prefix: 'restart_' }).read(record)).rejects.toBeInstanceOf(VaultStoreUnavailableError)
    await server.restart()

    const found = await store.list({ collection: 'connection', limit: 100_000 })
    expect(found.map(({ key }) => key)).toEqual(expect.arrayContaining(confirmed))
    expect(await store.write(record, null)).toBe(true)
    await store.close()
    await store.close()
  })
})
