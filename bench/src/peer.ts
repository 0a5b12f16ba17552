/** A server under measure, running in a process of its own, with everything the scenarios need to act as a client and a browser. */
export interface Peer {
  readonly name: string
  readonly port: number
  readonly pid: number
  /** From spawn to the first correct answer. */
  readonly coldStartMs: number
  readonly paths: { readonly authorization: string; readonly token: string; readonly introspection: string; readonly userinfo: string }
  /** A confidential client with consent given for {@link plainScope} and {@link profileScope}. */
  readonly client: { readonly id: string; readonly secret: string; readonly redirectUri: string }
  /** Scope of a login without an ID token. */
  readonly plainScope: string
  /** Scope whose access token the profile endpoint takes. */
  readonly profileScope: string
  /** Cookie header of a signed-in browser. */
  readonly cookie: string
  stop(): Promise<void>
}

/** How a peer comes to life. */
export interface PeerLauncher {
  readonly name: string
  start(): Promise<Peer>
}
