import type { RuntimeOptions, SignInOptions } from '../client-options.ts'
import type { StoragePort } from '../ports/storage-port.ts'
import type { SessionState } from '../session-state.ts'
import type { LoginOptions, StagedoorClient } from '../stagedoor-client.ts'
import type { TerminalPort } from './terminal-port.ts'

/** What the client of a command-line program is made of. */
export interface CliClientOptions extends Omit<RuntimeOptions, 'page' | 'popup' | 'channel'>, Pick<SignInOptions, 'scope'> {
  /** Name of your program, as it is typed: the directory where its sign-ins are kept. Letters, digits, dots, hyphens and underscores. */
  readonly program: string
  /** Of a native app (RFC 8252): everybody has your program, so it has no secret. */
  readonly clientId: string
  /** For platforms that know no public clients (SoundCloud). Whoever has your program has it too: it proves nothing. */
  readonly clientSecret?: string
  /**
   * As registered, on 127.0.0.1; default `http://127.0.0.1/callback`.
   *
   * Without a port it is called back on any free one (RFC 8252 §7.3), where the platform allows that. Where it does not, register a few with
   * ports and give them all: the first that is free is taken.
   */
  readonly redirectUri?: string | readonly string[]
  /** Default: a file that only this person can read, in the usual place of the system. `memory` is gone with the process. */
  readonly storage?: 'memory' | StoragePort
  /** Default: the terminal of this process. */
  readonly terminal?: TerminalPort
}

/** The ways to sign in from a terminal. */
export type SignInWay = 'loopback' | 'device' | 'paste'

/** How one sign-in should go. */
export interface CliLoginOptions extends Pick<LoginOptions, 'scope' | 'signal' | 'parameters'> {
  /**
   * Default: what works here.
   *
   * `loopback` opens the browser and waits on 127.0.0.1 (RFC 8252). `device` shows a code to type on any other device (RFC 8628), where the
   * platform has that. `paste` shows a URL, and takes the address that the browser ends at.
   */
  readonly by?: SignInWay
}

/** A client for one person at a terminal. Several processes share one session, and refresh it once. */
export interface CliClient extends Omit<StagedoorClient, 'login' | 'handleCallback'> {
  /**
   * Signs in. What the person has to do is said on the terminal's error output.
   *
   * Codes: `cancelled` (aborted, or nobody came), `consent_denied`, `storage_unavailable` (before anything is shown), `code_rejected`,
   * `sign_in_interrupted`, `provider_unavailable`, `configuration` (the platform has not this way; no port is free; nobody to ask), …
   */
  login(options?: CliLoginOptions): Promise<SessionState>
}
