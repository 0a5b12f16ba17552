import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch } from '../launch.ts'
import type { Peer, PeerLauncher } from '../peer.ts'

const command = fileURLToPath(new URL('../../../apps/stagedoor/bin/stagedoor.mjs', import.meta.url))
const redirectUri = 'http://127.0.0.1:5173/callback'
const scope = 'openid profile tracks:read'

/** Stagedoor's `standard`, run by the `stagedoor` command with a durable SQLite file (`synchronous=FULL`). */
export const stagedoor: PeerLauncher = {
  name: 'Stagedoor (SQLite file, synchronous=FULL)',
  async start() {
    const directory = mkdtempSync(join(tmpdir(), 'stagedoor-bench-'))
    const peer = await startStagedoor(this.name, directory)
    return {
      ...peer,
      async stop() {
        await peer.stop()
        rmSync(directory, { recursive: true, force: true })
      },
    }
  },
}

/** Starts the command on a data directory; the caller owns the directory. */
export async function startStagedoor(name: string, directory: string): Promise<Peer> {
  const launched = await launch([command, 'dev', '--port', '0', '--platform', 'standard', '--data-dir', directory, '--json'])
  const ready: ReadyLine = JSON.parse(launched.firstLine)
  const { endpoints } = ready.platforms.standard
  const client = await control<{ client_id: string; client_secret: string }>(ready, 'standard/clients', {
    client_name: 'Benchmark',
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: 'client_secret_basic',
    scope,
  })
  const username = ready.platforms.standard.users[0]?.username ?? ''
  const session = await control<{ cookie: string }>(ready, 'standard/sessions', {
    username,
    approve: [{ clientId: client.client_id, scope }],
  })
  const path = (url: string | undefined): string => new URL(url ?? '').pathname
  return {
    name,
    pid: launched.pid,
    coldStartMs: launched.readyMs,
    port: Number(new URL(ready.url).port),
    client: { id: client.client_id, secret: client.client_secret, redirectUri },
    cookie: session.cookie,
    plainScope: 'tracks:read',
    profileScope: 'openid profile',
    paths: {
      authorization: path(endpoints.authorization_endpoint),
      token: path(endpoints.token_endpoint),
      introspection: path(endpoints.introspection_endpoint),
      userinfo: path(endpoints.userinfo_endpoint),
    },
    stop: launched.stop,
  }
}

interface ReadyLine {
  readonly url: string
  readonly control: string
  readonly platforms: {
    readonly standard: { readonly endpoints: Readonly<Record<string, string>>; readonly users: readonly { username: string }[] }
  }
}

async function control<T>(ready: ReadyLine, path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${ready.control}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}
