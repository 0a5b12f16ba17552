import { type ParseResult, parsed, problem } from './parse-result.ts'

/** Authorization server metadata on the wire (RFC 8414 §2, OpenID Connect Discovery §3, RFC 9207 §3). */
export interface AuthorizationServerMetadata {
  readonly issuer: string
  readonly authorization_endpoint?: string
  readonly token_endpoint?: string
  readonly revocation_endpoint?: string
  readonly introspection_endpoint?: string
  readonly userinfo_endpoint?: string
  /** RFC 8628 §4. */
  readonly device_authorization_endpoint?: string
  readonly registration_endpoint?: string
  readonly end_session_endpoint?: string
  readonly jwks_uri?: string
  readonly service_documentation?: string
  readonly op_policy_uri?: string
  readonly op_tos_uri?: string
  readonly scopes_supported?: readonly string[]
  readonly response_types_supported: readonly string[]
  readonly response_modes_supported?: readonly string[]
  readonly grant_types_supported?: readonly string[]
  readonly token_endpoint_auth_methods_supported?: readonly string[]
  readonly token_endpoint_auth_signing_alg_values_supported?: readonly string[]
  readonly revocation_endpoint_auth_methods_supported?: readonly string[]
  readonly introspection_endpoint_auth_methods_supported?: readonly string[]
  readonly code_challenge_methods_supported?: readonly string[]
  /** RFC 9449 §5.1. */
  readonly dpop_signing_alg_values_supported?: readonly string[]
  readonly subject_types_supported?: readonly string[]
  readonly id_token_signing_alg_values_supported?: readonly string[]
  readonly claims_supported?: readonly string[]
  readonly display_values_supported?: readonly string[]
  readonly prompt_values_supported?: readonly string[]
  readonly ui_locales_supported?: readonly string[]
  readonly authorization_response_iss_parameter_supported?: boolean
  readonly claims_parameter_supported?: boolean
  readonly request_parameter_supported?: boolean
  readonly request_uri_parameter_supported?: boolean
}

/**
 * Reads a metadata document (RFC 8414 §3.2).
 *
 * Its `issuer` must be the one it was asked for, character by character (RFC 8414 §3.3): otherwise one server could speak for another.
 * Every `…_endpoint` and `…_uri` is an http or https URL, every `…_supported` a list of texts or a boolean; unknown members are ignored.
 *
 * Problems: `metadata_malformed`, `metadata_issuer`, `metadata_member`.
 */
export function parseAuthorizationServerMetadata(json: unknown, expectedIssuer: string): ParseResult<AuthorizationServerMetadata> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return problem({ code: 'metadata_malformed', message: 'A metadata document is a JSON object (RFC 8414 §3.2).' })
  }
  if (!('issuer' in json) || json.issuer !== expectedIssuer) {
    return problem({
      code: 'metadata_issuer',
      message: 'The issuer of the document is not the one that was asked (RFC 8414 §3.3).',
      parameter: 'issuer',
    })
  }
  for (const [name, value] of Object.entries(json)) {
    if (!isMemberValue(name, value))
      return problem({ code: 'metadata_member', message: 'A member has the wrong type (RFC 8414 §2).', parameter: name })
  }
  if (!isMetadata(json)) {
    return problem({
      code: 'metadata_member',
      message: 'response_types_supported is required (RFC 8414 §2).',
      parameter: 'response_types_supported',
    })
  }
  return parsed(json)
}

function isMemberValue(name: string, value: unknown): boolean {
  if (/_(?:endpoint|uri)$/.test(name)) return typeof value === 'string' && /^https?:\/\/[^/]/i.test(value) && URL.canParse(value)
  if (/_parameter_supported$/.test(name)) return typeof value === 'boolean'
  if (
    /^(?:scopes|response_types|response_modes|grant_types|code_challenge_methods|\w+_auth_methods|\w+_values|subject_types|claims|ui_locales)_supported$/.test(
      name,
    )
  ) {
    return Array.isArray(value) && value.every((one) => typeof one === 'string')
  }
  return true
}

/** For a document whose members have been looked at one by one. */
function isMetadata(json: object): json is AuthorizationServerMetadata {
  return 'issuer' in json && 'response_types_supported' in json
}
