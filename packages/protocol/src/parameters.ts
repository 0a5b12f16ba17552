import { createParameterCollector, encodingProblem, type ParameterLimits, type Parameters } from './parameter-limits.ts'
import { type ParseResult, problem } from './parse-result.ts'

/**
 * Reads the parameters of a query (RFC 6749 §3.1 and appendix B).
 *
 * Problems: `parameter_duplicate`, `parameter_count`, `parameter_name_length`, `parameter_value_length`, `parameter_encoding`, `parameter_nul`.
 *
 * @param query - What follows `?`, not decoded.
 */
export function parseQueryParameters(query: string, limits?: ParameterLimits): ParseResult<Parameters> {
  return parseFormParameters(query, limits)
}

/**
 * Reads an `application/x-www-form-urlencoded` body (RFC 6749 appendix B).
 *
 * Only what the encoding can really contain is read: a stray `%`, bytes that are not UTF-8, and unencoded non-ASCII are problems, never replaced.
 * Problems as in {@link parseQueryParameters}.
 */
export function parseFormParameters(body: string, limits?: ParameterLimits): ParseResult<Parameters> {
  const collector = createParameterCollector(limits)
  // Most requests of a server's hot paths are tokens and names that need no decoding: one look at the whole tells.
  const decode = NEEDS_DECODING.test(body) ? decodeFormText : keepText
  for (let start = 0; start < body.length; ) {
    const ampersand = body.indexOf('&', start)
    const end = ampersand < 0 ? body.length : ampersand
    if (end > start) {
      const equals = indexOfEquals(body, start, end)
      const name = decode(body.slice(start, equals))
      const value = decode(body.slice(equals + 1, end))
      if (name === undefined || value === undefined) {
        return encodingProblem('A parameter is not percent-encoded UTF-8 (application/x-www-form-urlencoded).')
      }
      const found = collector.add(name, value)
      if (found !== undefined) return problem(found)
    }
    start = end + 1
  }
  return collector.finish()
}

/** Where the name ends: at the equals sign, or with the pair. Looks no further than the pair, so that many pairs without one stay linear. */
function indexOfEquals(body: string, start: number, end: number): number {
  let index = start
  while (index < end && body.charCodeAt(index) !== 61) index++
  return index
}

const NEEDS_DECODING = /[%+\u0080-\uffff]/

function keepText(text: string): string {
  return text
}

/** Decodes one name or value of the form encoding; `undefined` when it is not percent-encoded UTF-8. */
export function decodeFormText(text: string): string | undefined {
  if (!NEEDS_DECODING.test(text)) return text
  if (/[\u0080-\uffff]/.test(text)) return undefined
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/**
 * Writes parameters as `application/x-www-form-urlencoded` (RFC 6749 appendix B), as `URLSearchParams` does; skips those that are `undefined`.
 *
 * @throws URIError for a text with a lone surrogate, which has no UTF-8.
 */
export function formatParameters(entries: Iterable<readonly [name: string, value: string | undefined]>): string {
  let text = ''
  for (const [name, value] of entries) {
    if (value !== undefined) text += `${text && '&'}${encodeFormText(name)}=${encodeFormText(value)}`
  }
  return text
}

/** Encodes one name or value of the form encoding. */
export function encodeFormText(text: string): string {
  return encodeURIComponent(text).replace(/%20|[!'()~]/g, (found) =>
    found === '%20' ? '+' : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** Decodes UTF-8; `undefined` when the bytes are not UTF-8. Nothing is replaced, and a byte order mark stays. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  decoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

let decoder: TextDecoder | undefined
