import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendJson } from '../emulator/answers.ts'
import type { ControlAnswer, ControlContext } from './control-act.ts'
import { ControlError } from './control-error.ts'
import { readJson } from './read-json.ts'

/**
 * Serves the control API: JSON in, JSON out, errors as `{error, error_description}`.
 *
 * It signs anybody in, so no web page may speak to it: a browser says where a request comes from, and another origin is refused;
 * an `application/json` body from another origin would also need a preflight, which gets no leave.
 */
export function createControlListener(context: ControlContext): (request: IncomingMessage, response: ServerResponse) => void {
  const ownOrigins = new Set([context.url, `http://localhost:${context.port}`])
  return (request, response) => {
    void answer(context, ownOrigins, request)
      .catch(refuse)
      .then((result) => {
        // Whoever left in the middle of the body hears nothing.
        if (!response.destroyed) sendJson(request, response, result)
      })
  }
}

interface Result {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

async function answer(context: ControlContext, ownOrigins: ReadonlySet<string>, request: IncomingMessage): Promise<Result> {
  checkOrigin(request, ownOrigins)
  // Loaded by the first call: a start need not wait for what most runs never use.
  const { findControlRoute } = await import('./control-routes.ts')
  const [path = '', query = ''] = (request.url ?? '').split('?')
  const acts = findControlRoute(context, path.slice('/_control'.length))
  const act = acts.get(request.method ?? '')
  if (act === undefined) {
    const allow = [...acts.keys()].join(', ')
    const { status, body } = refuse(new ControlError('method_not_allowed', `This takes ${allow}.`))
    return { status, body, headers: { Allow: allow } }
  }
  const input = request.method === 'POST' ? await readJson(request) : Object.fromEntries(new URLSearchParams(query))
  const result: ControlAnswer = await act(input)
  return result
}

function checkOrigin({ headers }: IncomingMessage, ownOrigins: ReadonlySet<string>): void {
  const site = headers['sec-fetch-site']
  const isForeign = headers.origin !== undefined ? !ownOrigins.has(headers.origin) : site === 'cross-site' || site === 'same-site'
  if (isForeign) throw new ControlError('cross_site_request', 'The control API answers programs, not pages of other origins.')
}

function refuse(error: unknown): Result {
  const known = error instanceof ControlError ? error : explainFailure(error)
  return { status: known.status, body: { error: known.code, error_description: known.message } }
}

function explainFailure(error: unknown): ControlError {
  if (error instanceof Error && error.name === 'StoreUnavailableError') {
    return new ControlError('temporarily_unavailable', 'The database cannot be written now; nothing was changed.')
  }
  if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') {
    return new ControlError('invalid_request', 'The body ended before its end.')
  }
  process.stderr.write(`control API: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return new ControlError('server_error', 'That is a bug in the emulator; its stderr has the whole of it.')
}
