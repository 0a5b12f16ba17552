/** Measures how long it takes from `stagedoor dev` until a person has signed in: `npm run cold-start -w bench`. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { launch, readCpuMs } from './launch.ts'
import { Visitor } from './visitor.ts'

const command = fileURLToPath(new URL('../../apps/stagedoor/bin/stagedoor.mjs', import.meta.url))
const codeVerifier = 'a-verifier-of-forty-three-characters-or-more-0'
const GOAL_MS = 1000

/** Milliseconds by step, in the order of the steps. */
type Parts = ReadonlyMap<string, number>

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } })
const rounds = Number(values.rounds)

// What this process loads for its first request is not the emulator's time.
await fetch('data:,')
console.log(
  `${new Date().toISOString()}, Node ${process.version}, medians of ${rounds}; all platforms, a temporary folder, milliseconds.\n`,
)
await measure() // the first start after a change compiles
print('compile cache on', await repeat())
process.env.NODE_DISABLE_COMPILE_CACHE = '1'
print('compile cache off', await repeat())

async function repeat(): Promise<Parts> {
  const measured: Parts[] = []
  for (let round = 0; round < rounds; round += 1) measured.push(await measure())
  const steps = [...(measured[0]?.keys() ?? [])]
  return new Map(steps.map((step) => [step, median(measured.map((parts) => parts.get(step) ?? Number.NaN))]))
}

/** One start and one sign-in, by the pages, with a password. */
async function measure(): Promise<Parts> {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-cold-start-'))
  const launched = await launch([command, 'dev', '--port', '0', '--data-dir', directory, '--json'])
  try {
    const parts = new Map([['start', launched.readyMs]])
    await signIn(JSON.parse(launched.firstLine), async (step, work) => {
      const started = performance.now()
      const result = await work()
      parts.set(step, performance.now() - started)
      return result
    })
    parts.set(
      'in all',
      [...parts.values()].reduce((sum, part) => sum + part),
    )
    parts.set('server’s CPU', readCpuMs(launched.pid))
    return parts
  } finally {
    await launched.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

interface ReadyLine {
  readonly platforms: {
    readonly standard: {
      readonly endpoints: Readonly<Record<string, string>>
      readonly clients: readonly { readonly clientId: string; readonly redirectUris: readonly string[] }[]
      readonly users: readonly { readonly username: string; readonly password: string }[]
    }
  }
}

type Measure = <Result>(step: string, work: () => Promise<Result>) => Promise<Result>

async function signIn({ platforms }: ReadyLine, measureStep: Measure): Promise<void> {
  const { endpoints, clients, users } = platforms.standard
  const { clientId = '', redirectUris = [] } = clients[0] ?? {}
  const redirectUri = redirectUris[0] ?? ''
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'openid profile',
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const visitor = new Visitor()
  const page = await measureStep('sign-in page', async () => visitor.open(`${endpoints.authorization_endpoint}?${query}`))
  const consent = await measureStep('password', async () => visitor.submit(page, users[0] ?? {}))
  const code = await measureStep('consent', async () =>
    new URL((await visitor.submit(consent, { decision: 'allow' })).url).searchParams.get('code'),
  )
  const form = {
    grant_type: 'authorization_code',
    code: code ?? '',
    redirect_uri: redirectUri,
    client_id: clientId,
    code_verifier: codeVerifier,
  }
  const accessToken = await measureStep('token', async () => {
    const { access_token } = await (await fetch(endpoints.token_endpoint ?? '', { method: 'POST', body: new URLSearchParams(form) })).json()
    return String(access_token)
  })
  await measureStep('userinfo', async () => {
    const profile = await fetch(endpoints.userinfo ?? '', { headers: { authorization: `Bearer ${accessToken}` } })
    const { sub }: { sub?: string } = await profile.json()
    if (sub === undefined) throw new Error(`The profile says nothing: ${profile.status}`)
  })
}

function print(title: string, parts: Parts): void {
  console.log(title)
  for (const [step, milliseconds] of parts) console.log(`  ${step.padEnd(14)}${milliseconds.toFixed(0).padStart(6)}`)
  console.log(`  ${'goal'.padEnd(14)}${String(GOAL_MS).padStart(6)}\n`)
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
