import { randomBytes } from 'node:crypto'
import { type CliClient, type CliClientOptions, createCliClient, type TerminalPort } from '@stagedoor/client/cli'
import { type ClientPlatform, standard } from '@stagedoor/platforms'
import { AuthorizationServerDouble } from './authorization-server-double.ts'
import { FakeClock, settle } from './fake-clock.ts'

/** Standard, as if it were somewhere. */
export const terminalPlatform: ClientPlatform = {
  ...standard,
  issuer: 'https://stagedoor.invalid',
  issuerIsPlaceholder: false,
}

/** A person at a terminal, a platform, and a clock. */
export class TerminalWorld {
  readonly clock: FakeClock = new FakeClock()
  readonly server: AuthorizationServerDouble
  /** What was said, and what the browser was opened with. */
  readonly said: string[] = []
  readonly opened: string[] = []
  /** What the person types, in this order. */
  readonly typed: ((url: string) => string)[] = []
  hasBrowser = true
  readonly #platform: ClientPlatform

  constructor(platform: ClientPlatform = terminalPlatform) {
    this.#platform = platform
    this.server = new AuthorizationServerDouble(platform)
  }

  client(options: Partial<CliClientOptions> = {}): CliClient {
    const world = this
    const terminal: TerminalPort = {
      get hasBrowser() {
        return world.hasBrowser
      },
      isInteractive: true,
      say: (text) => void this.said.push(text),
      ask: async (_, signal) => {
        signal?.throwIfAborted()
        const next = this.typed.shift()
        if (next === undefined) throw new Error('The input has ended.')
        return next(/https:\S+/.exec(this.said.join('\n'))?.[0] ?? '')
      },
      openBrowser: async (url) => {
        this.opened.push(url)
        return true
      },
    }
    return createCliClient({
      program: 'stagedoor-test',
      platform: this.#platform,
      clientId: 'demo',
      storage: 'memory',
      fetch: this.server.fetch,
      clock: this.clock,
      random: (length) => new Uint8Array(randomBytes(length)),
      terminal,
      ...options,
    })
  }

  /** The URL that was opened, once it was. */
  async browserUrl(): Promise<string> {
    while (this.opened.length === 0) await settle()
    return this.opened.at(-1) ?? ''
  }
}
