import { type ClientOptions, memoryStorage, type StoragePort } from '@stagedoor/client'
import { createHandOver, withHandOver } from '@stagedoor/client/hand-over'
import type { ServerClient, ServerClientOptions } from '@stagedoor/client/server'
import { audius, type ClientPlatform } from '@stagedoor/platforms'
import { settle } from './fake-clock.ts'
import { ServerWorld } from './server-world.ts'
import { APP, CALLBACK, SignInWorld, type Tab } from './sign-in-world.ts'

/** Path of the server's half. */
export const HAND_OVER = '/auth/hand-over'

/** An app with a page and a server of its own, and a platform. */
export class HandOverWorld extends SignInWorld {
  /** Of the one person on the server. */
  readonly kept: StoragePort = memoryStorage()
  /** What the page sent to the server. */
  readonly sent: { readonly kind: string }[] = []
  /** What happens to the next request of the page: lost before or after the server acted, or answered by something else. */
  readonly losses: ('before' | 'after' | (() => Response))[] = []
  isKnown = true
  /** Does something while a request is on its way. */
  meanwhile: () => Promise<unknown> = async () => undefined
  readonly #server: ServerWorld

  constructor(platform: ClientPlatform = audius) {
    super(platform)
    this.#server = new ServerWorld(platform)
  }

  /** The person's client on the server: another object each time, as each request makes one. */
  serverClient(options: Partial<ServerClientOptions> = {}): ServerClient {
    return this.#server.client({ storage: this.kept, redirectUri: CALLBACK, fetch: this.server.fetch, clock: this.clock, ...options })
  }

  readonly handler: (request: Request) => Promise<Response> = createHandOver({
    client: () => (this.isKnown ? this.serverClient() : undefined),
  })

  /** The page's fetch: its own server under its own origin, the platform everywhere else. */
  readonly pageFetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input)
    if (url !== new URL(HAND_OVER, APP).href) return this.server.fetch(input, init)
    this.sent.push(JSON.parse(String(init.body)))
    const loss = this.losses.shift()
    if (loss === 'before') throw new TypeError('fetch failed')
    if (typeof loss === 'function') return loss()
    const headers = new Headers(init.headers)
    headers.set('origin', new URL(APP).origin)
    const answer = await this.handler(new Request(url, { method: 'POST', headers, body: String(init.body) }))
    await this.meanwhile()
    if (loss === 'after') throw new TypeError('fetch failed')
    return answer
  }

  /** Tokens that the platform was asked to revoke. */
  revoked(): readonly string[] {
    return this.server.received.filter(({ url }) => url.endsWith('/revoke')).map(({ parameters }) => parameters['token'] ?? '')
  }

  /** A tab whose tokens are with the server. */
  openServerTab(address: string = APP): Tab {
    const tab = this.openTab(address, { fetch: this.pageFetch })
    return { ...tab, client: withHandOver(tab.client, HAND_OVER) }
  }

  /** A tab with tokens of its own, signed in; its fetch reaches the server. */
  async signedInHere(options: Partial<ClientOptions> = {}): Promise<Tab> {
    await this.signIn(options)
    const tab = this.openTab(APP, { fetch: this.pageFetch, ...options })
    await tab.client.restore()
    return tab
  }

  /** Signs in on a page; the returned tab stands on the callback page, its reply not yet looked at. */
  async comeBack(): Promise<Tab> {
    const start = this.openServerTab()
    void start.client.login({ display: 'page' })
    await settle()
    return this.openServerTab(this.server.approve(start.page.left[0] ?? ''))
  }
}
