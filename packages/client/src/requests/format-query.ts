/** Parameters by their names on the wire; `undefined` ones are left out. */
export type WireParameters = Readonly<Record<string, string | undefined>>

/** Writes parameters as a query, or as the body of a form (RFC 6749 appendix B). */
export function formatQuery(parameters: WireParameters): URLSearchParams {
  return new URLSearchParams(JSON.parse(JSON.stringify(parameters)))
}

/** Writes a URL with these parameters behind what its query has already (RFC 6749 §3.1). The URL has no fragment. */
export function withQuery(url: string, parameters: WireParameters): string {
  return url + (url.includes('?') ? '&' : '?') + formatQuery(parameters)
}
