import { once } from 'node:events'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { compileCache, launcher, makeFolder, runCommand, spawnCommand, startDev } from '../../test/run-command.ts'
import { post, readProfile, signIn } from '../../test/sign-in.ts'

describe('stagedoor dev --json', () => {
  it('writes one object when it is ready, and nothing else', async () => {
    const { announcement, child, ended } = await startDev()
    const { url } = announcement
    child.kill('SIGTERM')

    const demoUsers = [
      { username: 'mira', password: 'stage-demo' },
      { username: 'jonas', password: 'stage-demo' },
    ]
    const standardScopes = ['openid', 'profile', 'email', 'tracks:read', 'tracks:write']
    const demoRedirectUris = ['http://127.0.0.1:5173/callback.html', 'http://127.0.0.1:5173/']
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/)
    expect(announcement).toEqual({ url, control: `${url}/_control`, platforms: expect.anything() })
    expect(Object.keys(announcement.platforms)).toEqual(['standard', 'audiotool', 'audius', 'audius-legacy', 'soundcloud', 'auphonic'])
    expect(announcement).toMatchObject({
      platforms: {
        standard: {
          issuer: `${url}/standard`,
          endpoints: {
            authorization_endpoint: `${url}/standard/oauth/authorize`,
            token_endpoint: `${url}/standard/oauth/token`,
            revocation_endpoint: `${url}/standard/oauth/revoke`,
            introspection_endpoint: `${url}/standard/oauth/introspect`,
            userinfo_endpoint: `${url}/standard/oauth/userinfo`,
            jwks_uri: `${url}/standard/oauth/jwks`,
            revocation: `${url}/standard/oauth/revoke`,
            introspection: `${url}/standard/oauth/introspect`,
            userinfo: `${url}/standard/oauth/userinfo`,
          },
          clients: [
            { clientId: 'stagedoor-demo-web-app', redirectUris: demoRedirectUris, scopes: standardScopes },
            {
              clientId: 'stagedoor-demo-backend',
              clientSecret: 'demo-secret-known-to-everybody',
              redirectUris: ['http://127.0.0.1:3000/callback'],
              scopes: standardScopes,
            },
            { clientId: 'stagedoor-demo-desktop', redirectUris: ['http://127.0.0.1/callback'], scopes: standardScopes },
          ],
          users: demoUsers,
        },
        audius: {
          issuer: `${url}/audius`,
          endpoints: {
            authorization_endpoint: `${url}/audius/v1/oauth/authorize`,
            token_endpoint: `${url}/audius/v1/oauth/token`,
            revocation_endpoint: `${url}/audius/v1/oauth/revoke`,
            userinfo_endpoint: `${url}/audius/v1/me`,
            revocation: `${url}/audius/v1/oauth/revoke`,
            userinfo: `${url}/audius/v1/me`,
          },
          clients: [{ clientId: '57a6ed00'.repeat(5), redirectUris: demoRedirectUris, scopes: ['read', 'write'] }],
          users: demoUsers,
        },
      },
    })
    expect(await ended).toEqual({ code: 0, signal: null, stdout: `${JSON.stringify(announcement)}\n`, stderr: '' })
  })

  it('has loaded nothing of the site until somebody comes for it', async () => {
    const hook = `import { registerHooks } from 'node:module'
      registerHooks({
        load(url, context, next) {
          if (/\\/(site-routes|create-site-pages)\\./.test(url)) process.stderr.write(url.replace(/.*\\//, '') + ' ')
          return next(url, context)
        },
      })`
    const { announcement, child, ended } = await startDev([], { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` })
    const written: string[] = []
    child.stderr?.on('data', (text: string) => written.push(text))

    await signIn(announcement, 'mira')
    expect(written).toEqual([])
    expect((await fetch(`${announcement.platforms['standard']?.issuer}/account/sign-in`)).status).toBe(200)
    child.kill('SIGTERM')

    expect((await ended).stderr.trim().split(' ')).toEqual(['site-routes.ts', 'create-site-pages.ts'])
  })

  it('runs only the platforms that are asked for', async () => {
    const { announcement } = await startDev(['--platform', 'audius'])

    expect(Object.keys(announcement.platforms)).toEqual(['audius'])
    expect((await fetch(`${announcement.url}/standard/oauth/authorize`)).status).toBe(404)
  })

  it('tells nobody the secrets of a sign-in', async () => {
    const { announcement, child, ended } = await startDev()
    const { body: user } = await post(announcement, 'standard/users', { username: 'zoe', password: 'a-password-of-zoe' })
    const accessToken = await signIn(announcement, 'zoe')
    await post(announcement, 'standard/users', { username: 'zoe', password: 'a-password-of-zoe' })
    child.kill('SIGTERM')
    const { stdout, stderr } = await ended

    expect(user.username).toBe('zoe')
    expect(accessToken).toMatch(/^sd_at_/)
    for (const secret of ['a-password-of-zoe', accessToken, 'sd_bs_']) expect(stdout + stderr).not.toContain(secret)
  })
})

describe('stagedoor dev', () => {
  it('writes a summary for people, without colours into a file', async () => {
    const { child, ended } = spawnCommand(process.execPath, [launcher, 'dev', '--port', '0'])
    if (child.stdout !== null) await once(child.stdout, 'data')
    child.kill('SIGINT')
    const { code, stdout, stderr } = await ended

    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/Stagedoor is ready on http:\/\/127\.0\.0\.1:\d+\n/)
    expect(stdout).toMatch(/mira +stage-demo\n/)
    expect(stdout).not.toContain('\u001b')
  })

  it('warns once, in plain words, of what a platform’s own document does and no server should', async () => {
    const { child, ended } = spawnCommand(process.execPath, [launcher, 'dev', '--port', '0', '--platform', 'auphonic'])
    if (child.stdout === null) throw new TypeError('stdout is a pipe')
    const [summary] = await once(child.stdout, 'data')
    const [, url] = /ready on (\S+)/.exec(String(summary)) ?? []
    const address = `${url}/auphonic/oauth2/authorize/?client_id=57a6ed0257a6ed0257a6&redirect_uri=https://my.example/&response_type=code`
    for (let times = 0; times < 2; times++) await fetch(address, { redirect: 'manual' })
    child.kill('SIGINT')
    const { stderr } = await ended

    expect(stderr.match(/^Warning: auphonic: 57a6ed0257a6ed0257a6 .*$/gm)).toEqual([
      expect.stringContaining('has no redirect URI registered'),
      expect.stringContaining('sent neither state nor PKCE'),
    ])
    expect(stderr).toContain('Only an emulator allows it; a server for real people refuses. Register the redirect URI.')
  })

  it('says whose the port is, in one sentence', async () => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo

    expect(await runCommand(['dev', '--port', String(port), '--json'])).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `Port ${port} is taken by another program: stop it, or choose another with --port (0 picks a free one).\n`,
    })
  })

  it('ends at once although a client keeps its connection open', async () => {
    const { announcement, child, ended } = await startDev(['--platform', 'audius'])
    const socket = connect(Number(new URL(announcement.url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.write(`GET / HTTP/1.1\r\nHost: ${new URL(announcement.url).host}\r\n\r\n`)
    await once(socket, 'data')
    child.kill('SIGTERM')

    expect((await ended).code).toBe(0)
  })
})

describe('the data of stagedoor dev', () => {
  it('are gone at the end, without --data-dir', async () => {
    const folder = makeFolder()
    const { child, ended } = await startDev(['--platform', 'standard'], { TMPDIR: folder, NODE_COMPILE_CACHE: compileCache })
    const [temporary = ''] = readdirSync(folder)
    const mode = statSync(join(folder, temporary)).mode & 0o777
    child.kill('SIGTERM')
    await ended

    expect(temporary).toMatch(/^stagedoor-/)
    expect(mode).toBe(0o700)
    expect(readdirSync(folder)).toEqual([])
  })

  it('survive kill -9, with the addresses of the new start', async () => {
    const folder = join(makeFolder(), 'made', 'when missing')
    const first = await startDev(['--data-dir', folder])
    await post(first.announcement, 'standard/users', { username: 'zoe', password: 'p', name: 'Zoë' })
    const accessToken = await signIn(first.announcement, 'zoe')
    first.child.kill('SIGKILL')
    await first.ended
    const second = await startDev(['--data-dir', folder])
    const profile = await readProfile(second.announcement, accessToken)

    expect(profile.status).toBe(200)
    expect(await profile.json()).toMatchObject({
      preferred_username: 'zoe',
      name: 'Zoë',
      picture: `${second.announcement.url}/_pictures/standard/zoe/480x480.svg`,
    })
    expect(second.announcement.platforms.standard?.clients).toEqual(first.announcement.platforms.standard?.clients)
  })

  it('belong to one process at a time', async () => {
    const folder = makeFolder()
    await startDev(['--data-dir', folder, '--platform', 'standard'])
    const second = await runCommand(['dev', '--port', '0', '--data-dir', folder, '--platform', 'audius'])

    expect(second).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `Another stagedoor is running on ${folder}: stop it, or choose another folder with --data-dir.\n`,
    })
  })

  it('are not made where a file is in the way, nor of another program’s file', async () => {
    const folder = makeFolder()
    const file = join(folder, 'file')
    writeFileSync(file, 'somebody’s')
    writeFileSync(join(folder, 'standard.sqlite'), 'not a database, but somebody’s thesis'.repeat(100))
    const [onFile, onForeign] = await Promise.all([
      runCommand(['dev', '--port', '0', '--data-dir', file]),
      runCommand(['dev', '--port', '0', '--data-dir', folder]),
    ])

    expect(onFile.code).toBe(1)
    expect(onFile.stderr).toMatch(/^The folder .* cannot be made \(.*\): choose another with --data-dir\.\n$/)
    expect(onForeign.code).toBe(1)
    expect(onForeign.stderr).toMatch(/standard\.sqlite.*\n$/)
    expect(onForeign.stderr.trim().split('\n')).toHaveLength(1)
  })
})
