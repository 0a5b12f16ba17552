import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../apps/stagedoor/bin/stagedoor.mjs', import.meta.url))

/** What `stagedoor dev --json` says of one platform. */
export interface PlatformReady {
  readonly issuer: string
  /** RFC 8414 and OpenID metadata names, and `revocation`, `introspection`, `userinfo`. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly clients: readonly {
    readonly clientId: string
    readonly clientSecret?: string
    readonly redirectUris: readonly string[]
    readonly scopes: readonly string[]
  }[]
  readonly users: readonly { readonly username: string; readonly password: string }[]
}

/** A running `stagedoor dev`, as a process of its own; `await using` ends it. */
export interface RunningStagedoor extends AsyncDisposable {
  /** Ends it as a power cut would: SIGKILL, no goodbye. */
  kill(): Promise<void>
  readonly url: string
  readonly control: string
  readonly platforms: Readonly<Record<'standard' | 'audius', PlatformReady>>
  /** Calls the control API. @throws when it answers with an error. */
  post(path: string, body: unknown): Promise<Record<string, unknown>>
  /** Registers a client (RFC 7591 metadata) and answers its id and secret. */
  register(
    platform: 'standard' | 'audius',
    metadata: Readonly<Record<string, unknown>>,
  ): Promise<{ clientId: string; clientSecret: string | undefined }>
  /** Cookie header of a browser that is signed in and has allowed this. */
  signIn(platform: 'standard' | 'audius', username: string, approve: readonly { clientId: string; scope: string }[]): Promise<string>
}

/** Starts the command on a free port with temporary data and waits for its ready line. */
export async function runStagedoor(args: readonly string[] = []): Promise<RunningStagedoor> {
  const child = spawn(process.execPath, [command, 'dev', '--port', '0', '--json', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const firstLine = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`stagedoor ended with ${code} before it was ready`)))
    createInterface(child.stdout).once('line', resolve)
  })
  const ready: Pick<RunningStagedoor, 'url' | 'control' | 'platforms'> = JSON.parse(firstLine)
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${ready.control}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
  return {
    ...ready,
    post,
    async register(platform, metadata) {
      const { client_id, client_secret } = await post(`${platform}/clients`, metadata)
      return { clientId: String(client_id), clientSecret: client_secret === undefined ? undefined : String(client_secret) }
    },
    async signIn(platform, username, approve) {
      return String((await post(`${platform}/sessions`, { username, approve })).cookie)
    },
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  }
}
