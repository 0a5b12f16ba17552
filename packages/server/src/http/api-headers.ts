type HeaderLines = Readonly<Record<string, string>>

/** Any page may read this answer: it depends on what the request carries, never on a cookie (no `…-Allow-Credentials`). */
export const CORS_HEADERS: HeaderLines = { 'Access-Control-Allow-Origin': '*' }

/** For JSON that holds a token or speaks about one (RFC 6749 §5.1). */
export const PRIVATE_JSON_HEADERS: HeaderLines = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  Pragma: 'no-cache',
  'X-Content-Type-Options': 'nosniff',
}

/** {@link PRIVATE_JSON_HEADERS} for pages of any origin. */
export const SHARED_JSON_HEADERS: HeaderLines = { ...PRIVATE_JSON_HEADERS, ...CORS_HEADERS }

/** For documents that anybody may keep for a while. */
export const PUBLIC_DOCUMENT_HEADERS: HeaderLines = {
  'Content-Type': 'application/json',
  'Cache-Control': 'public, max-age=300',
  'X-Content-Type-Options': 'nosniff',
  ...CORS_HEADERS,
}
