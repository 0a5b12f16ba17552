/** A media type (RFC 9110 §8.3.1). */
export interface MediaType {
  /** `type/subtype` in lower case, without parameters. */
  readonly essence: string
  /** By name in lower case; values as sent, unquoted. */
  readonly parameters: ReadonlyMap<string, string>
}

/**
 * Reads a `Content-Type` (RFC 9110 §8.3); `undefined` when there is none or it is malformed.
 * A parameter that is given twice makes it malformed: two readers would disagree.
 */
export function parseMediaType(header: string | undefined): MediaType | undefined {
  if (header === undefined) return undefined
  const semicolon = header.indexOf(';')
  const essence = (semicolon < 0 ? header : header.slice(0, semicolon)).trim().toLowerCase()
  if (!/^[!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+$/.test(essence)) return undefined
  const parameters = semicolon < 0 ? new Map<string, string>() : parseMediaTypeParameters(header, semicolon)
  return parameters && { essence, parameters }
}

/** Reads `; name=value; name="value"` from `position` to the end. */
function parseMediaTypeParameters(header: string, position: number): Map<string, string> | undefined {
  // No two ways to read one character, so no backtracking: separators, a token, "=", then a token or a quoted text.
  const parameter = /[ \t]*;[ \t]*(?:([!#$%&'*+.^_`|~\w-]+)=(?:([!#$%&'*+.^_`|~\w-]+)|"((?:[^"\\]|\\.)*)"))?/y
  const parameters = new Map<string, string>()
  const end = header.trimEnd().length
  for (parameter.lastIndex = position; parameter.lastIndex < end; ) {
    const match = parameter.exec(header)
    if (match === null) return undefined
    const name = match[1]?.toLowerCase()
    if (name === undefined) continue
    if (parameters.has(name)) return undefined
    parameters.set(name, match[2] ?? (match[3] ?? '').replace(/\\(.)/g, '$1'))
  }
  return parameters
}
