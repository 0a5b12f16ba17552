const REDACTED = '[redacted]'

/**
 * Parameters whose values may be shown: what is public by its specification. Everything else is a secret until somebody has thought about it.
 *
 * Not here on purpose: `state` and `nonce` (they bind a response to a browser), `username` (people type passwords into it), `transaction`.
 */
const SHOWN_PARAMETERS: ReadonlySet<string> = new Set([
  'app_name',
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'display',
  'error',
  'grant_type',
  'max_age',
  'prompt',
  'response_mode',
  'response_type',
  'scope',
  'token_type_hint',
  'ui_locales',
])

/** Parameters that hold a URL: its place may be shown, what it carries is redacted by the same rules. */
const URL_PARAMETERS: ReadonlySet<string> = new Set(['iss', 'origin', 'post_logout_redirect_uri', 'redirect_uri', 'target_origin'])

const MAX_SHOWN = 200
const MAX_PARAMETERS = 50

/** A name of letters is a name; anything else may be a secret that was sent as one. */
const NAME = /^[A-Za-z][A-Za-z_]{0,39}$/

/**
 * Redacts parameters: a value is shown only where its name says that it is public.
 *
 * @param clientIdParameter - What the platform calls the client id; elsewhere the same name may stand for a secret (`api_key`).
 */
export function redactParameters(
  entries: Iterable<readonly [name: string, value: string]>,
  clientIdParameter = 'client_id',
): Record<string, string> {
  const shown: Record<string, string> = {}
  let count = 0
  for (const [name, value] of entries) {
    count += 1
    if (count > MAX_PARAMETERS) break
    shown[NAME.test(name) ? name : REDACTED] = name === clientIdParameter ? value.slice(0, MAX_SHOWN) : redactValue(name, value)
  }
  return shown
}

function redactValue(name: string, value: string): string {
  if (SHOWN_PARAMETERS.has(name)) return value.slice(0, MAX_SHOWN)
  return URL_PARAMETERS.has(name) ? redactUrl(value) : REDACTED
}

/** What stands in the place of a URL: a redirect URI that asks for a message, an opaque origin. */
const WORDS = /^(postmessage|null)$/i

/** Redacts a URL: scheme, host and path stay, parameters of query and fragment by name, user name and password go. */
export function redactUrl(text: string): string {
  const isRelative = text.startsWith('/')
  if (!isRelative && !URL.canParse(text)) return WORDS.test(text) ? text : REDACTED
  const url = new URL(text, 'relative://host')
  const host = isRelative ? '' : `${url.protocol}${url.host === '' ? '' : `//${url.host}`}`
  return host + redactPath(url.pathname) + redactPairs('?', url.search) + redactPairs('#', url.hash)
}

function redactPairs(mark: '?' | '#', text: string): string {
  if (text.length < 2) return ''
  const shown = Object.entries(redactParameters(new URLSearchParams(text.slice(1)))).map(([name, value]) => `${name}=${value}`)
  return mark + shown.join('&')
}

const LONG_RUN = /[\w-]{20,}/

/** Redacts a path: a segment with a long run of letters and digits may be a token. */
export function redactPath(path: string): string {
  return path
    .split('/')
    .map((segment) =>
      segment.length > 100 || (LONG_RUN.test(segment) && /\d/.test(segment)) || segment.includes('%') ? REDACTED : segment,
    )
    .join('/')
    .slice(0, MAX_SHOWN)
}
