import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { launcher, makeFolder, type RunningCommand, runCommand, spawnCommand } from '../../test/run-command.ts'
import { createOperatorToken } from '../admin/operator-token.ts'

/** A platform that was opened on a free port; its base URL is not where it listens, as behind a proxy. */
async function startServe(
  config: object = {},
  env: Readonly<Record<string, string>> = {},
): Promise<RunningCommand & { url: string; file: string }> {
  const file = join(makeFolder(), 'stagedoor.config.json')
  writeFileSync(file, JSON.stringify({ baseUrl: 'https://login.mixwave.example', port: 0, ...config }))
  const running = spawnCommand(process.execPath, [launcher, 'serve', '--config', file], env)
  if (running.child.stdout === null) throw new TypeError('stdout is a pipe')
  const [line] = await Promise.race([once(createInterface(running.child.stdout), 'line'), running.ended.then(({ stderr }) => [stderr])])
  const started: { port?: number } = JSON.parse(String(line))
  return { ...running, file, url: `http://127.0.0.1:${started.port}` }
}

describe('stagedoor serve', () => {
  it('serves the platform under its configured name, says that it is ready, and ends when it is asked to', async () => {
    const { url, child, ended, file } = await startServe({ platform: 'standard' })
    const metadata = await (await fetch(`${url}/.well-known/openid-configuration`, { headers: { host: 'evil.example' } })).json()
    const health = await Promise.all(['live', 'ready', 'other'].map(async (name) => (await fetch(`${url}/_health/${name}`)).status))
    child.kill('SIGTERM')
    const { code, stdout, stderr } = await ended

    expect(metadata).toMatchObject({ issuer: 'https://login.mixwave.example', token_endpoint: 'https://login.mixwave.example/oauth/token' })
    expect(health).toEqual([200, 200, 404])
    expect([code, stderr]).toEqual([0, ''])
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).event)
    expect(lines).toEqual(['started', 'stopping', 'stopped'])
    expect(statSync(join(dirname(file), 'stagedoor.sqlite')).mode & 0o777).toBe(0o600)
  })

  it('stands at the path of its base URL, where RFC 8414 §3.1 looks for its metadata too', async () => {
    const { url } = await startServe({ baseUrl: 'https://mixwave.example/login' })
    const statuses = await Promise.all(
      ['/login/.well-known/openid-configuration', '/.well-known/oauth-authorization-server/login', '/.well-known/openid-configuration'].map(
        async (path) => (await fetch(url + path)).status,
      ),
    )

    expect(statuses).toEqual([200, 200, 404])
  })

  it('has nothing of the emulator: no control API, no demo accounts, no pictures, no front page', async () => {
    const { url, file } = await startServe()
    const paths = [
      '/_control',
      '/_control/clock',
      '/_control/standard/users',
      '/_control/outbox',
      '/_pictures/standard/mira/150x150.svg',
      '/standard/',
      '/admin/v1/apps',
    ]
    const answers = await Promise.all(
      paths.map(async (path) => [path, (await fetch(url + path, { method: 'POST' })).status, (await fetch(url + path)).status]),
    )
    const users = await runCommand(['users', 'list', '--json', '--config', file])
    const apps = await runCommand(['apps', 'list', '--json', '--config', file])

    expect(answers).toEqual(paths.map((path) => [path, 404, 404]))
    expect([users, apps].map(({ stdout }) => JSON.parse(stdout))).toEqual([
      { users: [], next: null },
      { apps: [], next: null },
    ])
  })

  it('leads whoever types the address alone to the account, where a password is set by a link of the operator', async () => {
    const { url, file } = await startServe({ site: true })
    const front = await fetch(url, { redirect: 'manual' })
    const { passwordLink } = JSON.parse((await runCommand(['users', 'create', 'ada', '--json', '--config', file])).stdout)
    const opened = await fetch(passwordLink.url.replace('https://login.mixwave.example', url))
    const signUp = await fetch(`${url}/account/sign-up`)

    expect([front.status, front.headers.get('location')]).toEqual([303, 'https://login.mixwave.example/account'])
    expect([opened.status, await opened.text()]).toEqual([200, expect.stringContaining('type="password"')])
    expect(signUp.status).toBe(404)
  })

  it('loads nothing of the emulator', () => {
    const loaded = collectImports(join(import.meta.dirname, 'serve.ts'))

    expect(
      [...loaded].filter((path) =>
        /\/(control|faults|seeds|request-log|front-page|pictures|run|resources)\/|hosted-platform|start-emulator/.test(path),
      ),
    ).toEqual([])
    expect([...loaded].some((path) => path.endsWith('serve/start-server.ts'))).toBe(true)
  })

  it('is administered while it runs: the next request sees what a command did', async () => {
    const token = createOperatorToken()
    const { url, file } = await startServe({}, { STAGEDOOR_OPERATOR_TOKEN: token })
    const env = { STAGEDOOR_OPERATOR_TOKEN: token, STAGEDOOR_ADMIN_URL: url }
    const made = await runCommand([
      'apps',
      'create',
      '--config',
      file,
      '--name',
      'Mixdown',
      '--redirect-uri',
      'https://app.example/cb',
      '--json',
    ])
    const { clientId } = JSON.parse(made.stdout).app
    const authorize = async (): Promise<number> =>
      (
        await fetch(
          `${url}/oauth/authorize?response_type=code&client_id=${clientId}&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=s&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256`,
          { redirect: 'manual' },
        )
      ).status
    const before = await authorize()
    const remote = await runCommand(['apps', 'disable', clientId], env)
    const after = await authorize()
    const audit = await runCommand(['audit', '--config', file])

    expect([before, remote.code, after]).toEqual([303, 0, 400])
    expect(audit.stdout).toMatch(/operator environment +app\.disabled.*operator shell:\S+ +app\.created/s)
  })

  it('starts nothing when the configuration is wrong, and lists all of it', async () => {
    const file = join(makeFolder(), 'stagedoor.config.json')
    writeFileSync(file, JSON.stringify({ baseUrl: 'http://login.example', prot: 1 }))
    const { code, stdout, stderr } = await runCommand(['serve', '--config', file])

    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^The configuration has 2 things to put right; nothing was started\.\n/)
    expect(existsSync(join(dirname(file), 'stagedoor.sqlite'))).toBe(false)
  })

  it('says in one line that the port is taken, or that the database is no database', async () => {
    const { url } = await startServe()
    const file = join(makeFolder(), 'stagedoor.config.json')
    writeFileSync(file, JSON.stringify({ baseUrl: 'https://login.example', port: Number(new URL(url).port) }))
    const taken = await runCommand(['serve', '--config', file])
    writeFileSync(join(dirname(file), 'stagedoor.sqlite'), 'x'.repeat(5000))
    const broken = await runCommand(['serve', '--config', file])

    expect([taken.code, broken.code]).toEqual([1, 1])
    expect(taken.stderr).toMatch(/^Port \d+ is taken by another program.*\n$/)
    expect(broken.stderr).toMatch(/is not a SQLite database; it was left as it is\.\n$/)
  })
})

/** Every file of ours that a file imports, now or later. */
function collectImports(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const source = readFileSync(file, 'utf8').replace(/^import type .*$/gm, '')
  for (const [, specifier = ''] of source.matchAll(/(?:from|import\()\s*'(\.[^']+\.ts)'/g))
    collectImports(join(dirname(file), specifier), seen)
  return seen
}
