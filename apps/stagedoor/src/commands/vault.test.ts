import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createVault, standard, type Vault, type VaultStore } from '@stagedoor/vault'
import { sqliteStore } from '@stagedoor/vault/sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Ended, launcher, makeFolder, runCommand, spawnCommand } from '../../test/run-command.ts'
import { type HeldTokens, signInForTokens } from '../../test/sign-in.ts'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'
import { main } from '../main.ts'

const OLD = `k1:${Buffer.alloc(32, 7).toString('base64url')}`
const NEW = `k2:${Buffer.alloc(32, 9).toString('base64url')}`

let emulator: Emulator
let folder: string
let store: VaultStore
let vault: Vault
let environment: Record<string, string>

beforeAll(async () => {
  emulator = await startEmulator()
})

afterAll(() => emulator.close())

/** The vault of an app, and the file that tells the command how that is made. */
beforeEach(() => {
  folder = makeFolder()
  store = sqliteStore(join(folder, 'vault.db'))
  const { issuer, clients } = emulator.announcement.platforms.standard ?? { issuer: '', clients: [] }
  const clientId = clients[0]?.clientId ?? ''
  vault = createVault({ store, keys: OLD, platforms: [standard({ clientId, baseUrl: issuer })] })
  writeFileSync(
    join(folder, 'stagedoor.vault.json'),
    JSON.stringify({ store: 'sqlite:vault.db', platforms: { standard: { clientId, baseUrl: issuer } } }),
  )
  environment = { STAGEDOOR_VAULT_KEYS: OLD }
})

afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await vault.close()
})

function run(...args: readonly string[]): Promise<Ended> {
  return runCommand(['vault', ...args, '--config', join(folder, 'stagedoor.vault.json')], environment)
}

/** Presses Ctrl-C while the command waits for its first write. */
async function interrupt(...args: readonly string[]): Promise<Ended> {
  const lock = new DatabaseSync(join(folder, 'vault.db'))
  lock.exec('BEGIN IMMEDIATE')
  const command = [launcher, 'vault', ...args, '--config', join(folder, 'stagedoor.vault.json')]
  const { child, ended } = spawnCommand(process.execPath, command, environment)
  if (child.stderr === null) throw new TypeError('stderr is a pipe')
  await once(child.stderr, 'data')
  child.kill('SIGINT')
  lock.exec('ROLLBACK')
  lock.close()
  return ended
}

/** Somebody signs in, and the app's vault has the tokens. */
async function connect(userId: string, username = 'mira'): Promise<HeldTokens> {
  const tokens = await signInForTokens(emulator.announcement, username)
  await vault.accept(userId, 'standard', {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresAt: Math.floor(Date.now() / 1000) + 3600,
  })
  return tokens
}

async function fill(count: number): Promise<void> {
  for (let person = 0; person < count; person++)
    await vault.accept(`person-${person}`, 'standard', { accessToken: `marked-${person}`, refreshToken: `marked-refresh-${person}` })
}

describe('stagedoor vault', () => {
  it('lists, shows and counts connections without a key, and never a token', async () => {
    await fill(3)
    environment = {}
    const [first, shown, count, failing] = await Promise.all([
      run('list', '--limit', '2', '--json'),
      run('show', 'person-1'),
      run('list', '--count'),
      run('list', '--status', 'failing'),
    ])
    const { connections, next } = JSON.parse(first.stdout)
    const rest = await run('list', '--after', next)

    expect(connections.map((each: { userId: string }) => each.userId)).toEqual(['person-0', 'person-1'])
    expect(rest.stdout).toMatch(/^USER +PLATFORM +STATUS [^\n]+\nperson-2 +standard +connected +- +- +-\n$/)
    expect(shown.stdout).toMatch(/^user +person-1\nplatform +standard\nstatus +connected\n[^$]*sealed with +k1\n$/)
    expect(count.stdout).toMatch(/^PLATFORM +STATUS +CONNECTIONS\nstandard +connected +3\n$/)
    expect(failing.stdout).toBe('There are no such connections.\n')
    expect(JSON.stringify([first, rest, shown])).not.toContain('marked')
  })

  it('asks the platform whether a connection works, and says in words when it does not', async () => {
    await connect('ray')
    await vault.accept('eve', 'standard', { accessToken: 'marked', refreshToken: 'marked-refresh' })
    const [works, broken] = await Promise.all([run('test', 'ray'), run('test', 'eve', '--json')])

    expect(works).toMatchObject({ code: 0, stdout: expect.stringMatching(/^standard works: it is mira \(\S+\)\.\n$/) })
    expect(broken.code).toBe(1)
    expect(JSON.parse(broken.stdout)).toEqual({
      userId: 'eve',
      platform: 'standard',
      works: false,
      error: 'session_ended',
      action: 'login',
    })
    expect((await run('list', '--status', 'reauthorization_required')).stdout).toMatch(
      /^eve +standard +reauthorization_required: session_ended/m,
    )
  })

  it('refreshes one connection beside the app, which goes on with the new token', async () => {
    const before = await connect('ray')
    const ended = await run('refresh', 'ray', '--platform', 'standard')
    const token = await (await vault.connection('ray', 'standard')).getAccessToken()

    expect(ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^standard gave a new token\. It is good until \S+ \S+ UTC\.\n$/),
    })
    expect(token).not.toBe(before.access_token)
  })

  it('disconnects when that is meant: revoked at the platform, and gone', async () => {
    const { refresh_token } = await connect('ray')
    const unsure = await run('disconnect', 'ray')
    const still = await vault.list('ray')
    const done = await run('disconnect', 'ray', '--yes')

    expect([unsure.code, unsure.stderr, still.length]).toEqual([2, expect.stringContaining('say --yes'), 1])
    expect(done).toMatchObject({ code: 0, stdout: 'Revoked at the platform, and erased.\n' })
    expect(await vault.list('ray')).toEqual([])
    await vault.accept('ray', 'standard', { accessToken: 'x', refreshToken: refresh_token, expiresAt: 1 })
    await expect((await vault.connection('ray', 'standard')).getAccessToken()).rejects.toMatchObject({ code: 'session_ended' })
  })

  it('keeps a connection that its keys cannot open, unless only erasing is meant', async () => {
    await fill(1)
    environment = { STAGEDOOR_VAULT_KEYS: NEW }
    const refused = await run('disconnect', 'person-0', '--yes')
    const kept = await vault.list('person-0')
    environment = {}
    const erased = await run('disconnect', 'person-0', '--yes', '--erase-only')

    expect([refused.code, refused.stderr, kept.length]).toEqual([1, expect.stringContaining('(key_unknown)'), 1])
    expect([erased.code, (await vault.list('person-0')).length]).toEqual([0, 0])
  })

  it('lists what is due, and refreshes it', async () => {
    await connect('ray')
    const soon = await run('due', '--within', '8760', '--json')
    const record = await store.read({ collection: 'connection', key: 'standard/ray' })
    if (record === undefined) throw new TypeError('ray is connected')
    const body = JSON.parse(record.body)
    const aged = { ...body, receivedAt: body.receivedAt - 9 * 86_400, refreshAt: null }
    await store.write({ ...record, version: 'later', dueAt: 1_000_000_000, body: JSON.stringify(aged) }, record.version)
    const due = await run('due')
    environment = { STAGEDOOR_VAULT_KEYS: NEW }
    const unable = await run('due', '--refresh')
    environment = { STAGEDOOR_VAULT_KEYS: OLD }
    const done = await run('due', '--refresh')

    expect(JSON.parse(soon.stdout).due).toMatchObject([{ userId: 'ray', platform: 'standard' }])
    expect(due.stdout).toMatch(/^USER +PLATFORM +DUE \(UTC\)\nray +standard +2001-09-09 01:46:40\n$/)
    expect([unable.code, unable.stderr]).toEqual([1, expect.stringContaining('(key_unknown)')])
    expect(done).toMatchObject({
      code: 0,
      stdout: 'Refreshed: 1. Failed: 0. Left to others: 0.\n',
      stderr: '0 of 1 (0 %)\n1 of 1 (100 %)\n',
    })
    expect((await run('due')).stdout).toBe('Nothing is due.\n')
  })

  it('is ended by Ctrl-C between two refreshes, and leaves the rest due', async () => {
    await fill(20)
    for (const record of await store.list({ collection: 'connection', limit: 20 }))
      await store.write({ ...record, version: 'due', dueAt: 1 }, record.version)
    const ended = await interrupt('due', '--refresh')

    expect([ended.code, ended.stdout]).toEqual([130, expect.stringContaining('Interrupted: run it again')])
    expect((await store.due({ collection: 'connection', now: 1, limit: 20 })).length).toBeGreaterThan(0)
  })

  it('makes keys that a vault takes', async () => {
    const [made, named] = await Promise.all([
      runCommand(['vault', 'new-key']),
      runCommand(['vault', 'new-key', '--id', 'autumn', '--json']),
    ])

    expect(made.stdout).toMatch(/^k[0-9a-f]{8}:[\w-]{43}\n$/)
    expect(JSON.parse(named.stdout)).toEqual({ id: 'autumn', key: expect.stringMatching(/^autumn:[\w-]{43}$/) })
    expect(() => createVault({ store, keys: made.stdout, platforms: [] })).not.toThrow()
  })
})

describe('stagedoor vault rotate-keys', () => {
  it('seals everything with the first key, with a line for each tenth, and says when the old one may go', async () => {
    await fill(20)
    environment = { STAGEDOOR_VAULT_KEYS: `${NEW},${OLD}` }
    const before = await run('rotate-keys', '--check')
    const done = await run('rotate-keys')
    const after = await run('rotate-keys', '--check', '--json')

    expect(before.stdout).toMatch(/^KEY +STATE +RECORDS\nk2 +current +0\nk1 +old +20\n/)
    expect(done).toMatchObject({
      code: 0,
      stdout: 'Sealed anew with k2: 20. Nothing is sealed with k1 any more: take it out of STAGEDOOR_VAULT_KEYS.\n',
    })
    expect(done.stderr.split('\n').slice(0, 3)).toEqual(['0 of 20 (0 %)', '2 of 20 (10 %)', '4 of 20 (20 %)'])
    expect(JSON.parse(after.stdout).keys).toEqual([
      { id: 'k2', state: 'current', records: 20 },
      { id: 'k1', state: 'old', records: 0 },
    ])
  })

  it('is ended by Ctrl-C between two records, and goes on next time', async () => {
    await fill(40)
    environment = { STAGEDOOR_VAULT_KEYS: `${NEW},${OLD}` }
    const first = await interrupt('rotate-keys')
    const sealed = Number(/Sealed anew: (\d+)/.exec(first.stdout)?.[1])
    const second = await run('rotate-keys', '--json')

    expect([first.code, first.stdout]).toEqual([130, expect.stringContaining('Run it again')])
    expect(sealed).toBeLessThan(40)
    expect(JSON.parse(second.stdout)).toEqual({ resealed: 40 - sealed, unreadable: 0, interrupted: false, keysLeft: [] })
  })

  it('leaves what no key opens, and says which key is missing', async () => {
    await fill(2)
    environment = { STAGEDOOR_VAULT_KEYS: NEW }
    const done = await run('rotate-keys')
    const check = await run('rotate-keys', '--check')

    expect([done.code, done.stdout]).toEqual([1, expect.stringMatching(/Sealed anew with k2: 0\..*\n {2}k1: 2\n2 of them no key opens/)])
    expect([check.code, check.stdout]).toEqual([1, expect.stringMatching(/^k1 +missing +2$/m)])
    expect(await (await vault.connection('person-1', 'standard')).getAccessToken()).toBe('marked-1')
  })
})

describe('stagedoor vault, called wrongly', () => {
  it.each([
    [['list', '--store', 'vault.db'], 2, 'The store is one of sqlite:vault.db, postgres://'],
    [['list', '--store', 'sqlite:other.db'], 1, 'There is no vault'],
    [['list', '--store', 'postgres://u:to%40psecret@127.0.0.1:1/x'], 1, '(store_unavailable) Nothing is lost: try again later.'],
    [['list', '--status', 'broken'], 2, '--status is connected or failing or reauthorization_required, not "broken".'],
    [['list', '--limit', '0'], 2, '--limit is a whole number from 1 to 1000, not "0".'],
    [['show', 'nobody'], 1, '"nobody" is not connected. (not_connected)'],
    [['test', 'person-0', '--platform', 'standrad'], 1, 'Did you mean standard? There is: standard.'],
    [['refresh', 'person-0'], 1, 'There is no refresh token. (configuration)'],
  ])('refuses %j in words', async (args, code, sentence) => {
    await vault.accept('person-0', 'standard', { accessToken: 'marked' })
    vi.stubEnv('STAGEDOOR_VAULT_KEYS', OLD)
    const [out, err] = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')].map((spy) => spy.mockReturnValue(true))
    const ended = await main(['vault', ...args, '--config', join(folder, 'stagedoor.vault.json')])

    expect([ended, out?.mock.calls]).toEqual([code, []])
    expect(String(err?.mock.calls[0])).toContain(sentence)
    expect(String(err?.mock.calls[0])).not.toMatch(/psecret|marked/)
    expect(existsSync(join(folder, 'other.db'))).toBe(false)
  })

  it('asks for keys where it opens tokens, and never shows one that is malformed', async () => {
    environment = {}
    const missing = await run('test', 'ray')
    environment = { STAGEDOOR_VAULT_KEYS: 'k1:marked' }
    const malformed = await run('test', 'ray')

    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('stagedoor vault new-key')])
    expect([malformed.code, malformed.stderr]).toEqual([1, expect.stringMatching(/^Key 1 [^$]+\(key_malformed\)/)])
    expect(malformed.stderr).not.toContain('marked')
  })

  it('shows how to make a platform known, and takes it from the environment alone', async () => {
    await connect('ray')
    const { issuer, clients } = emulator.announcement.platforms.standard ?? { issuer: '', clients: [] }
    writeFileSync(join(folder, 'stagedoor.vault.json'), JSON.stringify({ store: 'sqlite:vault.db' }))
    const unknown = await run('test', 'ray')
    writeFileSync(
      join(folder, 'stagedoor.vault.json'),
      JSON.stringify({ store: 'sqlite:vault.db', platforms: { standard: { baseUrl: issuer } } }),
    )
    environment = { STAGEDOOR_VAULT_KEYS: OLD, STAGEDOOR_VAULT_STANDARD_CLIENT_ID: clients[0]?.clientId ?? '' }

    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('{"platforms":{"standard":{"clientId":"…"}}}')])
    expect((await run('test', 'ray')).code).toBe(0)
  })

  it('names the settings that are wrong, not what they are', async () => {
    writeFileSync(join(folder, 'stagedoor.vault.json'), JSON.stringify({ stor: 'x', platforms: { standard: { clientID: 'marked' } } }))
    const { code, stderr } = await run('list')

    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/stagedoor\.vault\.json cannot be used:\n {2}platforms\.standard\.clientID is unknown/),
    ])
    expect(stderr).not.toContain('marked')
  })
})
