/** Who may be a client. */
export interface ClientRules {
  /** How issued client ids look. */
  readonly idFormat: { readonly kind: 'hex' | 'base64url' | 'uuid'; readonly length: number; readonly caseInsensitive: boolean }
  /** Client authentication at the token endpoint (RFC 7591 `token_endpoint_auth_method`); the first is the default. */
  readonly authenticationMethods: readonly ClientAuthenticationMethod[]
  /**
   * Parameter of the authorization request under which an app that is not registered may give its name instead of a client id, and the scope
   * it may ask for (Audius `app_name`); `null` where every app is registered. Unsafe: its redirect URI is registered nowhere either.
   */
  readonly unregistered: { readonly nameParameter: string; readonly scope: readonly string[] } | null
}

export type ClientAuthenticationMethod = 'none' | 'client_secret_basic' | 'client_secret_post'
export type ResponseMode = 'query' | 'fragment' | 'form_post'
/** Grant types (RFC 6749 §1.3, RFC 8628 §3.4), by the value of `grant_type`. */
export type GrantType =
  | 'authorization_code'
  | 'refresh_token'
  | 'client_credentials'
  | 'password'
  | 'urn:ietf:params:oauth:grant-type:device_code'
export type TokenRequestEncoding = 'form' | 'json' | 'multipart'
