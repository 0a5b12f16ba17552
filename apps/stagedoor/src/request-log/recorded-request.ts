/** What happened in one request to a platform, without its secrets. */
export interface RecordedRequest {
  /** Counts up from 1 for each platform, in the order in which requests ended. */
  readonly number: number
  /** When it came, by the clock of the platforms: ISO 8601, UTC. */
  readonly time: string
  readonly durationMs: number
  readonly method: string
  /** Below the platform's base, without the query; a segment that may be a secret is `[redacted]`. */
  readonly path: string
  /** Role of the endpoint: `authorization`, `token`, `signIn`, …; `resource` for all else. */
  readonly endpoint: string
  /** `null` when no answer went out: the client left, or a fault cut the connection. */
  readonly status: number | null
  readonly clientId?: string
  /** Error code that was answered, or sent to the client's redirect URI. */
  readonly error?: string
  /** What really happened, in the server's own word: `code_replayed`, `refresh_repeated`, `sign_in_succeeded`, … */
  readonly reason?: string
  /** Kind of the fault that it met. */
  readonly fault?: string
  /** Scheme of the `Authorization` header, never what follows. */
  readonly authorization?: string
  readonly origin?: string
  /** Parameters of query and body by name; the value of one that may be a secret is `[redacted]`. */
  readonly parameters: Readonly<Record<string, string>>
  /** Where a redirect led, its parameters redacted as above. */
  readonly location?: string
}
