import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPort } from '../../tools/find-port.ts'
import { findPython } from '../../tools/find-python.ts'
import { launcher, serveFolder } from './serve-folder.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const guide = readFileSync(`${root}docs/guides/your-own-accounts.md`, 'utf8')
const person = { id: '4711', handle: 'kay', name: 'Kay Ode 奏' }

/** The first block of a language in the guide. */
const sample = (language: string): string => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1] ?? ''

let folder: string
let base: string
let stop: (() => Promise<void>) | undefined

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-your-own-accounts-'))
  const port = await findPort()
  base = `http://127.0.0.1:${port}`
  const atHome = (text: string): string => text.replaceAll('https://login.mixwave.example', base)
  const [openssl = '', printKey = ''] = sample('sh').trim().split('\n')
  await run('sh', '-c', openssl)
  const publicKey: { x: string } = JSON.parse(await run('sh', '-c', printKey.replace('node', `"${process.execPath}"`)))
  const config = { ...JSON.parse(atHome(sample('json')).replace(/<from the second command>/, publicKey.x)), port }
  expect(config.accounts.keys).toEqual([publicKey])
  writeFileSync(join(folder, 'stagedoor.config.json'), JSON.stringify(config))
  writeFileSync(join(folder, 'login.mjs'), atHome(sample('js')))
  writeFileSync(join(folder, 'login.py'), atHome(sample('python')))

  stop = (await serveFolder(folder)).stop
})

afterAll(async () => {
  await stop?.()
  rmSync(folder, { recursive: true, force: true })
})

async function run(program: string, ...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(program, args, { cwd: folder })).stdout.trim()
}

/** Goes to sign-in, lets the sample answer the nonce, and brings the browser back; gives the text of the page at the end. */
async function signIn(makeLocation: (nonce: string) => Promise<string>): Promise<string> {
  const cookies = new Map<string, string>()
  const ask = async (url: string): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(new URL(url, base), { headers: { cookie }, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) cookies.set(line.split('=')[0] ?? '', /=([^;]*)/.exec(line)?.[1] ?? '')
    return answer
  }
  const locationOf = async (url: string): Promise<string> => (await ask(url)).headers.get('location') ?? ''

  const asked = new URL(await locationOf(await locationOf('/account/security')))
  expect(asked.href).toContain('https://mixwave.example/login?')
  const location = await makeLocation(asked.searchParams.get('nonce') ?? '')
  expect(location).toContain(`${asked.searchParams.get('return_to')}?`)
  return (await ask(await locationOf(location))).text()
}

describe('the login page of the guide to accounts of one’s own', () => {
  it('signs people in from Node', async () => {
    const page = await signIn((nonce) =>
      run(
        process.execPath,
        '--input-type=module',
        '--eval',
        `import { ticketLocation } from './login.mjs'; console.log(ticketLocation(${JSON.stringify(person)}, ${JSON.stringify(nonce)}))`,
      ),
    )
    expect(page).toContain(person.name)
  })

  it('signs the same people in from Python', async () => {
    const page = await signIn((nonce) =>
      run(
        findPython('cryptography') ?? 'python3',
        '-c',
        `import json, sys, login; print(login.ticket_location(json.loads(sys.argv[1]), sys.argv[2]))`,
        JSON.stringify(person),
        nonce,
      ),
    )
    const users = await run(process.execPath, launcher, 'users', 'list', '--json')

    expect(page).toContain(person.name)
    expect(JSON.parse(users).users).toHaveLength(1)
  })

  it('says of each sample no more than twenty lines', () => {
    for (const language of ['js', 'python']) {
      const lines = sample(language)
        .split('\n')
        .filter((line) => line.trim() !== '')
      expect(lines.length).toBeLessThanOrEqual(20)
    }
  })

  it('names every reason there is in the log', () => {
    const sources = ['login-ticket', 'openid-provider', 'sign-in-elsewhere', 'adopt-person', 'upstream-person'].map((name) =>
      readFileSync(`${root}packages/server/src/upstream-accounts/${name}.ts`, 'utf8'),
    )
    const reasons = [...sources.join('\n').matchAll(/UpstreamRefusal\('(\w+)'/g)].map(([, reason]) => reason ?? '')
    const said = [...guide.matchAll(/`([a-z_]+)(_…)?`/g)].map(([, name = '', open]) => ({ name, open: open !== undefined }))
    const isSaid = (reason: string): boolean => said.some(({ name, open }) => reason === name || (open && reason.startsWith(name)))

    expect(reasons.length).toBeGreaterThan(15)
    expect(reasons.filter((reason) => !isSaid(reason))).toEqual([])
  })
})
