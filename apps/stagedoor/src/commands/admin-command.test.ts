import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { openSqliteStore } from '@stagedoor/store-sqlite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Ended, launcher, makeFolder, runCommand, spawnCommand } from '../../test/run-command.ts'
import { createOperatorToken } from '../admin/operator-token.ts'
import { main } from '../main.ts'

let file: string
let database: string

beforeEach(async () => {
  const folder = makeFolder()
  file = join(folder, 'stagedoor.config.json')
  database = join(folder, 'data.sqlite')
  writeFileSync(file, JSON.stringify({ baseUrl: 'https://login.example', database: 'data.sqlite' }))
  await openSqliteStore({ path: database }).close()
})

afterEach(() => {
  vi.restoreAllMocks()
})

function run(...args: readonly string[]): Promise<Ended> {
  return runCommand([...args, '--config', file])
}

const callback = ['--redirect-uri', 'https://app.example/cb']

describe('the commands of an operator', () => {
  it('add somebody and an app, and show what a person needs next', async () => {
    const user = await run('users', 'create', 'ada', '--email', 'ada@artists.example')
    const app = await run('apps', 'create', '--name', 'Mixdown', '--owner', 'ada', ...callback)
    const clientId = /^client id +(\S+)$/m.exec(app.stdout)?.[1] ?? ''
    const [shown, list] = await Promise.all([run('apps', 'show', clientId), run('users', 'list')])

    expect(user.stdout).toMatch(/^https:\/\/login\.example\/account\/recover\/confirm\?token=\S+$/m)
    expect(app.stdout).toMatch(/^client secret +[\w-]{43} {3}\(shown this once\)$/m)
    expect(shown.stdout).toMatch(/^redirect URIs +https:\/\/app\.example\/cb$/m)
    expect(list.stdout).toMatch(/^USERNAME +NAME +E-MAIL +STATE +ID\nada +ada +ada@artists\.example +active +\S+\n$/)
  })

  it('take a password from standard input, never from the command line', async () => {
    const child = spawn(process.execPath, [launcher, 'users', 'create', 'ada', '--password-stdin', '--json', '--config', file])
    child.stdin.end('correct horse battery\n')
    const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')])

    expect(JSON.parse(stdout)).toMatchObject({ user: { username: 'ada', hasPassword: true }, passwordLink: null })
  })

  it('show a stranger’s text harmless', async () => {
    const store = openSqliteStore({ path: database })
    const base = { scope: [], homepage: null, verified: false, createdAt: 0, disabledAt: null, redirectUris: [], secretDigests: [] }
    await store.clients.add({ ...base, id: 'a', name: 'x\u001b[31m\u202ey\n', applicationType: 'web', authenticationMethod: 'none' })
    await store.close()

    expect((await run('apps', 'list')).stdout).toContain('x\\u{202e}y\\u{a}')
  })

  it('change an app, replace its secret without a pause, and delete it when that is meant', async () => {
    const made = JSON.parse((await run('apps', 'create', '--name', 'Mixdown', '--json', ...callback)).stdout)
    const { clientId } = made.app
    const updated = await run('apps', 'update', clientId, '--name', 'Mixdown 2', '--verified', 'yes', '--scope', 'openid profile')
    const second = await run('apps', 'add-secret', clientId, '--label', 'autumn')
    const secrets = JSON.parse((await run('apps', 'secrets', clientId, '--json')).stdout).secrets
    const revoked = await run('apps', 'revoke-secret', clientId, '--secret', secrets[0].id)
    const unsure = await run('apps', 'delete', clientId)
    const deleted = await run('apps', 'delete', clientId, '--yes')

    expect(updated.stdout).toMatch(/name +Mixdown 2\nstate +verified\n[^$]*scope +openid profile/)
    expect([second.code, secrets.length, revoked.stdout, unsure.code, deleted.stdout]).toEqual([
      0,
      2,
      'Revoked.\n',
      2,
      'Deleted. It ended 0 sign-ins of 0 people.\n',
    ])
  })

  it.each([
    [['apps', 'lst'], 2, 'apps has no command "lst". Did you mean list? stagedoor apps --help lists all.'],
    [['apps', 'show'], 2, 'apps show needs one thing more: stagedoor apps show <client id>'],
    [['apps', 'show', 'a', 'b'], 2, 'apps show takes one <client id>, and "b" is one too many.'],
    [['apps', 'create'], 2, 'apps create needs --name'],
    [['apps', 'create', '--name', 'x', '--type', 'desktop'], 2, '--type is web or native, not "desktop".'],
    [['apps', 'update', 'x'], 2, 'apps update needs something to change'],
    [['apps', 'show', 'nothing'], 1, 'There is no app with the client id "nothing". (app_unknown)'],
    [['apps', 'create', '--name', 'x', '--redirect-uri', 'https://a.example/#x'], 1, 'Did you mean https://a.example/?'],
    [['users', 'show', 'nobody'], 1, '(user_unknown)'],
    [['users', 'create', 'admin'], 1, 'username would pass for the platform itself: take another. (invalid_request)'],
    [['users', 'list', '--limit', '0'], 1, 'limit must be a whole number from 1 to 100. (invalid_request)'],
    [['audit', '--act'], 2, '--act needs a value'],
    [['keys', 'list', '--url', 'http://login.example'], 2, 'a token is not sent over plain http'],
    [['operator-token', '--name', 'a b'], 2, 'operator-token needs --name'],
  ])('refuse %j in words', async (args, code, sentence) => {
    const [out, err] = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')].map((spy) => spy.mockReturnValue(true))
    const own = args[0] === 'operator-token' || args.includes('--url') ? args : [...args, '--config', file]
    const ended = await main(own)

    expect([ended, out?.mock.calls]).toEqual([code, []])
    expect(String(err?.mock.calls[0])).toContain(sentence)
  })

  it('follow the audit log: the newest first, then what comes', async () => {
    await run('users', 'create', 'ada')
    const { child } = spawnCommand(process.execPath, [launcher, 'audit', '--follow', '--json', '--config', file])
    if (child.stdout === null) throw new TypeError('stdout is a pipe')
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    const next = async () => JSON.parse(String((await lines.next()).value)).act
    const before = [await next(), await next()]
    await run('users', 'disable', 'ada')

    expect([...before, await next()]).toEqual(['user.created', 'user.password_link_created', 'user.disabled'])
  })

  it('say where the database should be when there is none, and make none', async () => {
    const ended = await run('users', 'list', '--database', join(makeFolder(), 'other.sqlite'))

    expect(ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^There is no database \S+other\.sqlite: start stagedoor serve once/),
    })
  })

  it('say that a server does not answer, without the token', async () => {
    const token = createOperatorToken()
    const ended = await runCommand(['apps', 'list', '--url', 'http://127.0.0.1:1'], { STAGEDOOR_OPERATOR_TOKEN: token })

    expect([ended.code, ended.stderr.includes(token)]).toEqual([1, false])
    expect(ended.stderr).toMatch(/^http:\/\/127\.0\.0\.1:1\/admin\/v1 does not answer: .+\.\n$/)
  })

  it('make an operator token and its line for the configuration', async () => {
    const { token, entry } = JSON.parse((await runCommand(['operator-token', '--name', 'ci', '--access', 'read', '--json'])).stdout)
    writeFileSync(file, JSON.stringify({ baseUrl: 'https://login.example', operatorTokens: [entry] }))

    expect(entry).toMatchObject({ name: 'ci', access: 'read' })
    expect(token).toMatch(/^sd_op_[\w-]{49}$/)
    expect((await runCommand(['serve', '--check', '--config', file])).stdout).toMatch(
      /^The configuration can be used: .+ at https:\/\/login\.example/,
    )
  })
})
