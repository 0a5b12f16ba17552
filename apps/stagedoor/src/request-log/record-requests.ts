import type { IncomingMessage } from 'node:http'
import { findClientCredentials, parseMediaType, parseMultipartParameters } from '@stagedoor/protocol'
import type { HostedPlatform } from '../emulator/hosted-platform.ts'
import type { PathListener } from '../emulator/path-listener.ts'
import { currentExchange, Exchange } from './exchange.ts'
import type { RecordedRequest } from './recorded-request.ts'
import { redactParameters, redactPath, redactUrl } from './redact.ts'
import { watchBody, watchHead } from './watch-exchange.ts'

/** Records what `serve` answers in the log of its platform; secrets are left out before anything is kept. */
export function recordRequests(platform: HostedPlatform, serve: PathListener): PathListener {
  const { requestLog, server } = platform
  const { clock } = server.context
  return (path, request, response) => {
    const started = performance.now()
    if (!requestLog.admit(started)) return serve(path, request, response)
    const exchange = new Exchange()
    const time = new Date(clock()).toISOString()
    if (request.method !== 'GET' && request.method !== 'HEAD') watchBody(request, exchange)
    watchHead(response, exchange)
    response.once('close', () => {
      const durationMs = Math.round((performance.now() - started) * 10) / 10
      requestLog.add({ time, durationMs, ...describe(platform, { path, request, exchange }) })
    })
    currentExchange.run(exchange, serve, path, request, response)
  }
}

interface Ended {
  readonly path: string
  readonly request: IncomingMessage
  readonly exchange: Exchange
}

function describe(platform: HostedPlatform, ended: Ended): Omit<RecordedRequest, 'number' | 'time' | 'durationMs'> {
  const { path, request, exchange } = ended
  const { authorization, origin } = request.headers
  const endpoint = platform.endpointNames.nameOf(path)
  const parameters = redactParameters(readEntries(request, exchange.body), platform.description.authorization.clientIdParameter)
  const clientId = exchange.clientId ?? findClientId(platform, { endpoint, authorization, parameters })
  const { status = null, error, reason, fault, location } = exchange
  return {
    method: request.method ?? '',
    path: endpoint === 'resource' ? redactPath(path) : path,
    endpoint,
    status,
    ...(clientId !== undefined && { clientId }),
    ...(error !== undefined && { error }),
    ...(reason !== undefined && { reason }),
    ...(fault !== undefined && { fault }),
    ...(authorization !== undefined && { authorization: readScheme(authorization) }),
    ...(origin !== undefined && { origin: redactUrl(origin).replace(/\/$/, '') }),
    parameters,
    ...(location !== undefined && { location: redactUrl(location) }),
  }
}

/** A header without a scheme is all secret. */
function readScheme(authorization: string): string {
  return /^(Basic|Bearer|DPoP|OAuth)(?= )/i.exec(authorization)?.[0] ?? '[redacted]'
}

function readEntries({ url = '', headers }: IncomingMessage, body: Exchange['body']): Iterable<readonly [string, string]> {
  const mark = url.indexOf('?')
  const query = mark < 0 ? [] : new URLSearchParams(url.slice(mark + 1))
  const type = headers['content-type']
  if (body === undefined || body === 'too_large' || type === undefined) return query
  return [...query, ...readBody(Buffer.concat(body), type)]
}

function readBody(body: Buffer, type: string): Iterable<readonly [string, string]> {
  switch (parseMediaType(type)?.essence) {
    case 'application/x-www-form-urlencoded':
      return new URLSearchParams(body.toString())
    case 'application/json':
      return readJson(body)
    case 'multipart/form-data': {
      const parameters = parseMultipartParameters(body, type)
      return parameters.ok ? parameters.value : []
    }
    default:
      return []
  }
}

function readJson(body: Buffer): Iterable<readonly [string, string]> {
  try {
    const value: unknown = JSON.parse(body.toString())
    return typeof value === 'object' && value !== null ? Object.entries(value).map(([name, member]) => [name, String(member)]) : []
  } catch {
    return []
  }
}

interface Naming {
  readonly endpoint: string
  readonly authorization: string | undefined
  readonly parameters: Readonly<Record<string, string>>
}

/** At an API, Basic names a person instead, who is nobody's business. */
const CLIENT_ENDPOINTS = ['token', 'revocation', 'introspection', 'deviceAuthorization']

function findClientId({ description }: HostedPlatform, { endpoint, authorization, parameters }: Naming): string | undefined {
  const named = parameters.client_id ?? parameters[description.authorization.clientIdParameter]
  if (named !== undefined || !CLIENT_ENDPOINTS.includes(endpoint)) return named
  const credentials = findClientCredentials(authorization, new Map())
  return credentials.ok && credentials.value.method === 'client_secret_basic' ? credentials.value.clientId : undefined
}
