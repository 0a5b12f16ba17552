/**
 * A request as the engine sees it. Leaner than the web-standard `Request`, which costs more than the work of a hot endpoint;
 * adapters make one from `node:http` or from a `Request`.
 */
export interface HttpRequest {
  /** Upper case. */
  readonly method: string
  /** Path below the mount point of this server, starting with `/`, not decoded. */
  readonly path: string
  /** What follows `?`, not decoded; empty when there is none. */
  readonly query: string
  /** Names in lower case; several values joined as HTTP joins them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Whose request it is, for counting; a proxy's in front of this server that was not named as one, and `null` where the runtime does not tell. Proves nothing. */
  readonly remoteAddress: string | null
  /** Reads the whole body, once. `too_large` past `limit` bytes: the rest is not kept. */
  readBody(limit: number): Promise<Uint8Array | 'too_large'>
}

/** An answer. Header names are written as they go to the wire. */
export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | Uint8Array
}
