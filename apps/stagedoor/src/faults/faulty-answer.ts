import type { AnswerFault, MalformedFault, RateLimitFault } from './fault.ts'
import type { HeldAnswer } from './hold-answer.ts'

// An import of node:http would load an HTTP client that nothing here uses.
const { STATUS_CODES } = process.getBuiltinModule('node:http')

/** Makes the answer of a fault that does not depend on the right one. @param nowMs - Epoch milliseconds, for the time of a reset. */
export function createFaultyAnswer(fault: Exclude<AnswerFault, { kind: 'drop_reply' }>, nowMs: number): HeldAnswer {
  const answer = createPlainAnswer(fault, nowMs)
  if (fault.cors === false) return answer
  const exposed = 'Retry-After, X-RateLimit-Reset'
  return { ...answer, headers: [...answer.headers, ['Access-Control-Allow-Origin', '*'], ['Access-Control-Expose-Headers', exposed]] }
}

function createPlainAnswer(fault: Exclude<AnswerFault, { kind: 'drop_reply' }>, nowMs: number): HeldAnswer {
  switch (fault.kind) {
    case 'server_error':
      return createPage(fault.status ?? 503)
    case 'rate_limit':
      return createRateLimitAnswer(fault, nowMs)
    case 'malformed':
      return createPage(200)
  }
}

function createRateLimitAnswer({ retryAfterSeconds = 60, body = 'json' }: RateLimitFault, nowMs: number): HeldAnswer {
  const resetAt = Math.floor(nowMs / 1000) + retryAfterSeconds
  const page = createPage(429)
  const limits: HeldAnswer['headers'] = [
    ['Retry-After', String(retryAfterSeconds)],
    ['X-RateLimit-Remaining', '0'],
    ['X-RateLimit-Reset', String(resetAt)],
  ]
  if (body === 'html') return { ...page, headers: [...page.headers, ...limits] }
  const json = typeof body === 'object' ? body.json : { error: 'rate_limit_exceeded', reset_time: new Date(resetAt * 1000).toISOString() }
  const headers: HeldAnswer['headers'] = [['Content-Type', 'application/json'], ['Cache-Control', 'no-store'], ...limits]
  return { status: 429, headers, body: Buffer.from(JSON.stringify(json)) }
}

/** A page of a proxy: HTML where the caller expects JSON. */
function createPage(status: number): HeldAnswer {
  const title = status === 200 ? 'Welcome' : `${status} ${STATUS_CODES[status] ?? ''}`
  const html = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>proxy</center>\r\n</body>\r\n</html>\r\n`
  return {
    status,
    headers: [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Cache-Control', 'no-store'],
    ],
    body: Buffer.from(html),
  }
}

/** Leaves members out of an answer in JSON; any other answer stays as it is. */
export function omitMembers(answer: HeldAnswer, { omit = [] }: MalformedFault): HeldAnswer {
  const value = parseObject(answer.body.toString())
  if (value === undefined) return answer
  const kept = Object.entries(value).filter(([name]) => !omit.includes(name))
  return { ...answer, body: Buffer.from(JSON.stringify(Object.fromEntries(kept))) }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
