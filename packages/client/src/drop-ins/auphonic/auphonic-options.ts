import type { ServerClientOptions } from '../../server-client.ts'

/** Where Auphonic runs, and what of the runtime to use. */
export type CallOptions = Pick<ServerClientOptions, 'baseUrl' | 'fetch' | 'clock' | 'random'>

/** An app registered at Auphonic, for people to sign in to. */
export interface AppOptions extends CallOptions, Pick<ServerClientOptions, 'storage' | 'lock'> {
  readonly clientId: string
  readonly clientSecret: string
  /** As registered; not needed for `loginWithPassword()`. */
  readonly redirectUri?: string
}

/** Your own account, by the key of its settings page. */
export interface ApiKeyOptions extends CallOptions {
  readonly apiKey: string
}

/** Your own account, by user name and password. Auphonic means this for scripts only. */
export interface PasswordOptions extends CallOptions {
  readonly username: string
  readonly password: string
}

/** An account whose access token you keep, from `exchange()`. */
export interface TokenOptions extends CallOptions {
  readonly accessToken: string
}
