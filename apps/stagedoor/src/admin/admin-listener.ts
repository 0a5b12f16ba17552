import { createHash } from 'node:crypto'
import { decodeUtf8, parseMediaType } from '@stagedoor/protocol'
import { createNodeListener, type HttpRequest, type HttpResponse, type NodeListener, type ServerContext } from '@stagedoor/server'
import { type AdminContext, AdminError } from '@stagedoor/server/admin'
import type { AdminCall } from './operation.ts'
import { createOperationTable, type FoundOperation, type OperationTable } from './operation-table.ts'
import { findOperator, type OperatorToken } from './operator-token.ts'
import { explainRefusal, type Refusal, refuse } from './refusal.ts'

const LONGEST_BODY = 64 * 1024
const LONGEST_KEY = 255

/** Who may use the admin API, and how it is reached. */
export interface AdminOptions {
  readonly operatorTokens: readonly OperatorToken[]
  readonly trustedProxies: number
}

/**
 * Serves the admin API below `/admin/v1`: JSON in, JSON out, an operator's token in each request.
 *
 * No page of another origin may read it, and no cookie opens it, so a browser cannot be made to use it.
 */
export function createAdminListener(context: ServerContext, { operatorTokens, trustedProxies }: AdminOptions): NodeListener {
  const table = createOperationTable(context.baseUrl)
  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    try {
      return write(await serve(context, { operatorTokens, table }, request))
    } catch (error) {
      return write(explainRefusal(error) ?? reportBug(context, error))
    }
  }
  return createNodeListener(answer, context.basePath, trustedProxies)
}

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

async function serve(
  context: ServerContext,
  { operatorTokens, table }: { readonly operatorTokens: readonly OperatorToken[]; readonly table: OperationTable },
  request: HttpRequest,
): Promise<Answer> {
  const operator = findOperator(operatorTokens, readToken(request))
  if (operator === undefined) return refuseStranger(context, request)
  const found = table.find(request)
  if (found.outcome === 'document') return { status: 200, body: found.document }
  if (found.outcome === 'unknown') return refuse(404, 'not_found', 'There is no such act. GET /admin/v1/openapi.json lists all.')
  if (found.outcome === 'other_method')
    return refuse(405, 'method_not_allowed', `This address takes ${found.allow}.`, { Allow: found.allow })
  if (found.operation.access === 'write' && operator.access === 'read')
    return refuse(403, 'insufficient_access', 'This token may look and change nothing. Use one with "access": "write".')
  const call = await readCall(found, request)
  const { remoteAddress } = request
  const admin: AdminContext = { ...context, operator: { kind: 'operator', id: operator.name }, remoteAddress }
  return { status: found.operation.status, body: await found.operation.run(admin, call) }
}

/** RFC 6750 §2.1. */
function readToken({ headers }: HttpRequest): string {
  const { authorization } = headers
  return /^Bearer +([\w-]{1,200})$/i.exec(typeof authorization === 'string' ? authorization : '')?.[1] ?? ''
}

/** Wrong tokens of one address; a token that is right never waits. */
const strangerRule = { free: 10, firstWaitSeconds: 60, longestWaitSeconds: 3600, forgottenAfterSeconds: 86_400 }

async function refuseStranger({ store, now, log, clock }: ServerContext, { remoteAddress, headers }: HttpRequest): Promise<Refusal> {
  const challenge = { 'WWW-Authenticate': 'Bearer realm="admin"' }
  if (headers.authorization === undefined)
    return refuse(401, 'token_missing', 'Send the header Authorization: Bearer and an operator token.', challenge)
  const key = createHash('sha256').update(`operator token from ${remoteAddress}`).digest()
  const begun = await store.attempts.begin([{ key, rule: strangerRule }], now())
  log({ reason: 'operator_token_wrong', at: clock() })
  if (begun.outcome === 'begun') return refuse(401, 'token_wrong', 'This is no operator token of this server.', challenge)
  const wait = String(Math.max(1, begun.until - now()))
  return refuse(429, 'too_many_attempts', `Too many wrong tokens: wait ${wait} seconds.`, { 'Retry-After': wait })
}

async function readCall({ operation, path }: FoundOperation, request: HttpRequest): Promise<AdminCall> {
  const key = request.headers['idempotency-key']
  const idempotencyKey = typeof key === 'string' && key !== '' ? key : undefined
  if (idempotencyKey !== undefined && idempotencyKey.length > LONGEST_KEY)
    throw new AdminError('invalid_request', `An Idempotency-Key has at most ${LONGEST_KEY} characters.`)
  if (idempotencyKey !== undefined && !operation.takesIdempotencyKey)
    throw new AdminError('invalid_request', 'This act takes no Idempotency-Key: doing it twice does no more than once.')
  return {
    path,
    query: Object.fromEntries(new URLSearchParams(request.query)),
    ...(operation.body !== undefined && { body: await readJson(request) }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  }
}

async function readJson(request: HttpRequest): Promise<unknown> {
  const contentType = request.headers['content-type']
  if (parseMediaType(typeof contentType === 'string' ? contentType : undefined)?.essence !== 'application/json')
    throw new AdminError('invalid_request', 'Send JSON, with the header Content-Type: application/json.')
  const body = await request.readBody(LONGEST_BODY)
  if (body === 'too_large') throw new AdminError('invalid_request', `A body has at most ${LONGEST_BODY} bytes.`)
  const text = decodeUtf8(body)
  if (text === undefined) throw new AdminError('invalid_request', 'The body is not UTF-8.')
  try {
    return JSON.parse(text)
  } catch {
    throw new AdminError('invalid_request', 'The body is not JSON.')
  }
}

function reportBug({ log, clock, random }: ServerContext, cause: unknown): Refusal {
  const errorId = Buffer.from(random(9)).toString('base64url')
  log({ reason: 'bug', at: clock(), error: 'server_error', errorId, cause })
  return refuse(500, 'server_error', `Something is wrong with this server. Error id: ${errorId}`)
}

function write({ status, headers = {}, body }: Answer): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...headers },
    body: JSON.stringify(body),
  }
}
