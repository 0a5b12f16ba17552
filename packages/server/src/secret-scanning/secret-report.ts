import { decodeUtf8 } from '@stagedoor/protocol'
import { RequestRefusal } from '../http/request-refusal.ts'

/** Bounds what one request can make a database look for. */
const mostReports = 100
const longestSecret = 1000
const longestType = 100

/** One secret that somebody found in public. */
export interface SecretReport {
  readonly token: string
  /** What the scanner calls it; sent back, and looked at by nobody. */
  readonly type: string | null
}

/**
 * Reads the body of a report: a JSON array of `{ "token", "type", "url" }`, as scanners of public code send them. Where it was found is not kept:
 * whoever holds a token could have its owner read an address of their choice.
 *
 * @throws RequestRefusal `invalid_request`, without a word of what was sent.
 */
export function parseSecretReports(body: Uint8Array): readonly SecretReport[] {
  const reports = parseJson(body)
  if (!Array.isArray(reports) || reports.length === 0 || reports.length > mostReports) {
    throw refuse(`The body is a JSON array of 1 to ${mostReports} objects with a token each.`)
  }
  return reports.map(parseReport)
}

function parseJson(body: Uint8Array): unknown {
  const text = decodeUtf8(body)
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined // its message would quote a token
  }
}

function parseReport(report: unknown, index: number): SecretReport {
  const token = typeof report === 'object' && report !== null && 'token' in report ? report.token : undefined
  if (typeof token !== 'string' || token === '' || token.length > longestSecret) {
    throw refuse(`[${index}].token is text of 1 to ${longestSecret} characters.`)
  }
  const type = typeof report === 'object' && report !== null && 'type' in report ? report.type : undefined
  return { token, type: typeof type === 'string' && type.length <= longestType ? type : null }
}

function refuse(sentence: string): RequestRefusal {
  return new RequestRefusal(400, sentence, { reason: 'secret_report_malformed' })
}
