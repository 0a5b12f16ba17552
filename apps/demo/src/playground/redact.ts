/** Parameters and members whose values anybody may see. Everything else is a secret until shown not to be. */
const PUBLIC = new Set([
  'api_key',
  'client_id',
  'code_challenge_method',
  'display',
  'error',
  'expires_in',
  'grant_type',
  'origin',
  'redirect_uri',
  'response_mode',
  'response_type',
  'revoked',
  'scope',
  'token_type',
])

/** Writes names and values, one a line, with values that open something replaced by how long they are. */
export function redact(entries: Iterable<readonly [string, unknown]>): string {
  return [...entries].map(([name, value]) => `${name}: ${show(name, value)}`).join('\n')
}

function show(name: string, value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return PUBLIC.has(name) ? text : `‹${text.length} characters, not shown›`
}

/** Reads a body as names and values; nothing when it has none. */
export function readBody(text: string): readonly (readonly [string, unknown])[] {
  if (!/^\s*\{/.test(text)) return text.includes('=') ? [...new URLSearchParams(text)] : []
  const body: unknown = JSON.parse(text)
  return typeof body === 'object' && body !== null ? Object.entries(body) : []
}
