import type { IncomingMessage, ServerResponse } from 'node:http'
import type { NodeListener } from '@stagedoor/server'
import type { PasswordHasher } from '@stagedoor/server/ports'
import type { EmulatorClock } from '../dev/emulator-clock.ts'
import type { PlatformHost } from '../dev/platform-host.ts'
import { addUser } from './add-user.ts'
import { ControlError } from './control-error.ts'
import { moveClock } from './move-clock.ts'
import { readJson } from './read-json.ts'
import { registerClient } from './register-client.ts'
import { startSession } from './start-session.ts'

export interface ControlOptions {
  readonly url: string
  readonly hosts: readonly PlatformHost[]
  readonly clock: EmulatorClock
  readonly passwordHasher: PasswordHasher
}

/** What an act answers. */
export interface ControlAnswer {
  readonly status: 200 | 201
  readonly body: unknown
}

type Act = (body: unknown) => ControlAnswer | Promise<ControlAnswer>

/**
 * Creates the control API: acts on the emulator, JSON in and out. It has the power of the whole laptop's emulator, so no web page may drive it:
 * it takes JSON only (which a foreign page cannot send without asking) and refuses any foreign `Origin`.
 */
export function createControl({ url, hosts, clock, passwordHasher }: ControlOptions): NodeListener {
  const acts = new Map<string, Act>([['POST /_control/clock', (body) => moveClock(clock, body)]])
  acts.set('GET /_control/clock', () => ({ status: 200, body: { now: Math.floor(clock.now() / 1000) } }))
  for (const host of hosts) {
    const path = `/_control/${host.description.id}`
    acts.set(`POST ${path}/clients`, (body) => registerClient(host, body))
    acts.set(`POST ${path}/users`, (body) => addUser(host, url, passwordHasher, body))
    acts.set(`POST ${path}/sessions`, (body) => startSession(host, body))
  }
  return (request, response) => {
    perform(request, acts, url)
      .then(({ status, body }) => write(response, status, body))
      .catch((error: unknown) => writeError(response, error))
  }
}

async function perform(request: IncomingMessage, acts: ReadonlyMap<string, Act>, url: string): Promise<ControlAnswer> {
  const { origin } = request.headers
  if (origin !== undefined && origin !== url) throw new ControlError(403, 'foreign_origin', 'Web pages may not use the control API.')
  const path = (request.url ?? '').split('?')[0]
  const act = acts.get(`${request.method} ${path}`)
  if (act !== undefined) return act(request.method === 'GET' ? undefined : await readJson(request))
  const methods = ['GET', 'POST'].filter((method) => acts.has(`${method} ${path}`))
  if (methods.length > 0)
    throw new ControlError(405, 'method_not_allowed', `This address takes ${methods.join(' and ')}.`, { Allow: methods.join(', ') })
  throw new ControlError(404, 'not_found', `There is no such act. There are: ${[...acts.keys()].join(', ')}.`)
}

function writeError(response: ServerResponse, error: unknown): void {
  if (error instanceof ControlError) {
    write(response, error.status, { error: error.code, error_description: error.message }, error.headers)
    return
  }
  console.error('stagedoor: the control API failed.', error)
  write(response, 500, { error: 'server_error', error_description: 'The control API failed; the reason is in the terminal.' })
}

function write(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers })
  response.end(JSON.stringify(body))
}
