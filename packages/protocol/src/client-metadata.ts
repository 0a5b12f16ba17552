import { type ParseResult, parsed, problem } from './parse-result.ts'

/** Client metadata on the wire (RFC 7591 §2, OpenID Connect Registration §2). Nothing here has been verified; names are the developer's own. */
export interface ClientMetadata {
  readonly redirect_uris?: readonly string[]
  readonly token_endpoint_auth_method?: string
  readonly grant_types?: readonly string[]
  readonly response_types?: readonly string[]
  readonly application_type?: 'web' | 'native'
  readonly client_name?: string
  readonly client_uri?: string
  readonly logo_uri?: string
  readonly tos_uri?: string
  readonly policy_uri?: string
  readonly scope?: string
  readonly contacts?: readonly string[]
  readonly jwks_uri?: string
  readonly software_id?: string
  readonly software_version?: string
}

/** What each member must be. `url` is http or https: it will be a link on a page. `line` is text that a person reads. */
const MEMBERS: Readonly<Record<keyof ClientMetadata, 'line' | 'url' | 'lines' | 'application type'>> = {
  redirect_uris: 'lines',
  token_endpoint_auth_method: 'line',
  grant_types: 'lines',
  response_types: 'lines',
  application_type: 'application type',
  client_name: 'line',
  client_uri: 'url',
  logo_uri: 'url',
  tos_uri: 'url',
  policy_uri: 'url',
  scope: 'line',
  contacts: 'lines',
  jwks_uri: 'url',
  software_id: 'line',
  software_version: 'line',
}

/**
 * Reads client metadata (RFC 7591 §2). Unknown members, language-tagged ones among them, are ignored as §2 asks; defaults are the server's to give.
 *
 * Texts have at most 2000 characters, lists at most 100; control characters and characters that reorder the text around them are refused.
 * Redirect URIs and scope are only texts here: `parseRedirectUri` and `parseScope` read them.
 *
 * Problems: `client_metadata_malformed`, `client_metadata_member`.
 */
export function parseClientMetadata(json: unknown): ParseResult<ClientMetadata> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return problem({ code: 'client_metadata_malformed', message: 'Client metadata is a JSON object (RFC 7591 §3.1).' })
  }
  const members = new Map<string, unknown>(Object.entries(json))
  const metadata: Record<string, unknown> = {}
  for (const [name, kind] of Object.entries(MEMBERS)) {
    const value = members.get(name)
    if (value === undefined) continue
    if (!isOfKind(value, kind))
      return problem({ code: 'client_metadata_member', message: `${name} must be ${DEMANDS[kind]}.`, parameter: name })
    metadata[name] = value
  }
  return parsed(metadata)
}

const DEMANDS = {
  line: 'a text of one line',
  lines: 'a list of texts of one line',
  url: 'an http or https URL',
  'application type': 'web or native',
} as const

function isOfKind(value: unknown, kind: keyof typeof DEMANDS): boolean {
  if (kind === 'lines') return Array.isArray(value) && value.length <= 100 && value.every(isLine)
  if (kind === 'application type') return value === 'web' || value === 'native'
  return isLine(value) && (kind === 'line' || (/^https?:\/\//i.test(value) && URL.canParse(value)))
}

/** One line of well-formed text, without controls and without the marks that turn the direction of what follows (Unicode TR 9 §2). */
function isLine(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= 2000 &&
    value.isWellFormed() &&
    !/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/.test(value)
  )
}
