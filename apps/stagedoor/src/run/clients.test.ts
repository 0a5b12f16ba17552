import { spawnSync } from 'node:child_process'
import { createSecureServer } from 'node:http2'
import { delimiter, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findPython } from '../../../../tools/find-python.ts'
import { type Ended, launcher, spawnCommand } from '../../test/run-command.ts'
import { createCertificateAuthority } from './certificate-authority.ts'
import { listenLocally } from './local-server.ts'

/** Unmodified programs below `stagedoor run`, each with its certificate checks on. */
function run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> {
  return spawnCommand(process.execPath, [launcher, 'run', '--platform', 'audius', '--quiet', '--offline', '--', ...args], env).ended
}

/** A TLS server on this machine whose certificate comes from an authority that nobody was told of. */
async function startStranger(): Promise<string> {
  const { certificatePem, privateKeyPem } = createCertificateAuthority(['localhost'], Math.floor(Date.now() / 1000)).issue(['localhost'])
  const server = createSecureServer(
    { cert: certificatePem, key: privateKeyPem, allowHTTP1: true },
    (_, response) => void response.end('hello'),
  )
  const { port, close } = await listenLocally(server)
  onTestFinished(close)
  return `https://localhost:${port}/`
}

const script = join(import.meta.dirname, '..', '..', 'test', 'ask-by-every-way.mjs')

/** The Node that runs the tests, and any other major version on the search path. */
function listNodes(): readonly (readonly [version: string, path: string])[] {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [process.execPath, ...folders.map((folder) => join(folder, 'node'))]
  const found = candidates.map(
    (path) => [spawnSync(path, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }).stdout?.trim(), path] as const,
  )
  return [...new Map(found.filter(([version]) => Number(version) >= 18).toReversed())].map(([version = '', path]) => [version, path])
}

describe.each(listNodes())('Node %s below stagedoor run', (_, node) => {
  it('reaches the platform by fetch, https, http2 and axios, with certificate checks on', async () => {
    const { code, stdout, stderr } = await run([node, script], { STRANGER: await startStranger() })
    const refused = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'

    expect([code, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toEqual({
      platform: { fetch: 401, https: 401, http2: 401, axios: 401, axiosWithoutProxy: 401, worker: 401 },
      alias: { fetch: 401, http: 401, axios: 401 },
      plainHttp: 301,
      otherPort: 'ECONNREFUSED',
      certificate: [true, 'Stagedoor throw-away CA'],
      stranger: { fetch: refused, https: refused, http2: refused, axios: refused },
    })
  })

  it('refuses the platform’s stand-in where it is not told of the authority', async () => {
    const probe = `fetch('https://api.audius.co/v1/me').catch(({ cause }) => console.log(cause.code))`

    expect((await run(['env', '-u', 'NODE_EXTRA_CA_CERTS', node, '-e', probe])).stdout).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE\n')
  })

  it('reaches nothing else when it is to stay offline', async () => {
    const probe = `fetch('https://www.example.com/').catch(({ cause }) => console.log(cause.message))`
    const { stdout } = await run([node, '-e', probe])

    expect(stdout).toBe('stagedoor run --offline: www.example.com:443 is neither this machine nor an address of a platform.\n')
  })
})

describe('curl below stagedoor run', () => {
  const write = ['-sS', '-o', '/dev/null', '-w', '%{http_code} %{errormsg}\\n']

  it('reaches the platform over HTTP/2, HTTP/1.1 and by its plain alias', async () => {
    const command = `
      curl -sS -o /dev/null -w '%{http_version} %{http_code}\\n' https://api.audius.co/v1/me
      curl -sS -o /dev/null -w '%{http_version} %{http_code}\\n' --http1.1 https://api.audius.co/v1/me
      curl -sS -o /dev/null -w '%{http_version} %{http_code}\\n' http://audius-api/v1/me`

    expect(await run(['sh', '-c', command])).toMatchObject({ code: 0, stdout: '2 401\n1.1 401\n1.1 401\n', stderr: '' })
  })

  it('refuses a server that only claims to be somebody, through the proxy and past it', async () => {
    const stranger = await startStranger()
    const direct = await run(['curl', ...write, stranger])
    const tunnelled = await run(['curl', '--noproxy', 'nobody', ...write, stranger])

    for (const { code, stdout } of [direct, tunnelled]) {
      expect(code).toBe(60)
      expect(stdout).toMatch(/^000 SSL certificate problem: /)
    }
  })

  it('reaches it twenty times at once', async () => {
    const command = `for i in $(seq 20); do curl -sS -o /dev/null -w '%{http_code}\\n' https://api.audius.co/v1/me & done; wait`
    const { code, stdout, stderr } = await run(['sh', '-c', command])

    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toBe('401\n'.repeat(20))
  })

  it('trusts the emulator no longer than the run', async () => {
    const { stdout } = await run(['sh', '-c', 'echo "$CURL_CA_BUNDLE"; cat "$CURL_CA_BUNDLE" | tail -c 30'])
    const [bundle = ''] = stdout.split('\n')

    expect(stdout).toMatch(/END CERTIFICATE-----\n$/)
    expect(spawnSync('test', ['-e', bundle]).status).toBe(1)
  })
})

describe('Python’s requests below stagedoor run', () => {
  const python = findPython()

  it.skipIf(python === undefined)('reaches the platform and refuses a stranger', async () => {
    const program = `
import os, requests
print(requests.get('https://api.audius.co/v1/me').status_code, requests.get('http://audius-api/v1/me').status_code)
with requests.Session() as session:
    print(session.post('https://api.audius.co/v1/oauth/token', json={}).status_code)
try:
    requests.get(os.environ['STRANGER'])
except requests.exceptions.SSLError:
    print('refused')
`
    const { code, stdout, stderr } = await run([python ?? '', '-c', program], { STRANGER: await startStranger() })

    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toBe('401 401\n400\nrefused\n')
  })
})
