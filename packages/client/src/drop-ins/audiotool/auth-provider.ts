/** Where an Audiotool client has its token from. The same shape as in `@audiotool/nexus`: each takes the other's. */
export interface AuthProvider {
  /** Resolves to a whole `Authorization` header: `Bearer …`. */
  getToken(): Promise<string>
}

/** Tokens on their way from a browser to a server. */
export interface TokenData {
  readonly accessToken: string
  /** Empty when the platform gave none. Works once: whoever holds it last is the one who refreshes. */
  readonly refreshToken: string
  /** Epoch *milliseconds*, as the platform's SDK has it; 0 when the platform did not say. */
  readonly expiresAt: number
}
