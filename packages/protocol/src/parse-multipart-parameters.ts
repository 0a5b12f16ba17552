import { parseMediaType } from './media-type.ts'
import { createParameterCollector, encodingProblem, type ParameterLimits, type Parameters } from './parameter-limits.ts'
import { decodeUtf8 } from './parameters.ts'
import { type ParseResult, problem } from './parse-result.ts'

/**
 * Reads a `multipart/form-data` body of text fields (RFC 7578), as Auphonic's documented requests send it.
 *
 * Problems: those of the form encoding, `multipart_boundary`, `multipart_malformed`, `multipart_file` (a part with a file name).
 *
 * @param contentType - The whole header: it names the boundary.
 */
export function parseMultipartParameters(body: Uint8Array, contentType: string, limits?: ParameterLimits): ParseResult<Parameters> {
  const mediaType = parseMediaType(contentType)
  const boundary = mediaType?.essence === 'multipart/form-data' ? mediaType.parameters.get('boundary') : undefined
  if (boundary === undefined || !/^[ -~]{0,69}[!-~]$/.test(boundary)) {
    return problem({
      code: 'multipart_boundary',
      message: 'The Content-Type is multipart/form-data with a boundary of 1 to 70 characters.',
    })
  }
  const text = decodeUtf8(body)
  if (text === undefined) return encodingProblem('The body is not UTF-8.')

  const collector = createParameterCollector(limits)
  for (const part of splitParts(text, boundary)) {
    if (part === 'malformed') return problem({ code: 'multipart_malformed', message: 'The body is not multipart/form-data (RFC 7578).' })
    if (part === 'file') return problem({ code: 'multipart_file', message: 'A part is a file; every part is a text field.' })
    const found = collector.add(part.name, part.value)
    if (found !== undefined) return problem(found)
  }
  return collector.finish()
}

type Part = { readonly name: string; readonly value: string } | 'malformed' | 'file'

/** Yields the parts up to the closing delimiter. What stands before the first and after the last delimiter is not ours (RFC 2046 §5.1.1). */
function* splitParts(text: string, boundary: string): Generator<Part, void> {
  const delimiter = `\r\n--${boundary}`
  // The first delimiter needs no line break before it.
  let end = text.startsWith(delimiter.slice(2)) ? -2 : text.indexOf(delimiter)
  if (end === -1) return yield 'malformed'
  for (;;) {
    const start = end + delimiter.length
    if (text.startsWith('--', start)) return
    const lineEnd = text.indexOf('\r\n', start)
    // At most a little white space may follow a delimiter.
    if (lineEnd < 0 || lineEnd - start > 16 || text.slice(start, lineEnd).trim() !== '') return yield 'malformed'
    end = text.indexOf(delimiter, lineEnd)
    if (end < 0) return yield 'malformed'
    yield readPart(text.slice(lineEnd, end))
  }
}

/** @param part - Begins with the line break before the first header. */
function readPart(part: string): Part {
  const headersEnd = part.indexOf('\r\n\r\n')
  if (headersEnd < 0 || headersEnd > 4096) return 'malformed'
  const disposition = part
    .slice(2, headersEnd)
    .split('\r\n')
    .find((line) => /^content-disposition:/i.test(line))
  if (disposition === undefined) return 'malformed'
  // form-data; name="…" reads like a media type with parameters, but for its lack of a slash.
  const parameters = parseMediaType(disposition.replace(/^[^:]*:[ \t]*form-data/i, 'form/data'))?.parameters
  const name = parameters?.get('name')
  if (parameters === undefined || name === undefined) return 'malformed'
  if (parameters.has('filename') || parameters.has('filename*')) return 'file'
  return { name: name.replace(/%(?:22|0D|0A)/gi, decodeURIComponent), value: part.slice(headersEnd + 4) }
}
