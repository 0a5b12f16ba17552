import { randomBytes } from 'node:crypto'
import { type AppPlatform, type ClientOptions, createClient, type StagedoorClient } from '@stagedoor/client'
import { audius } from '@stagedoor/platforms'
import { sha256 } from '@stagedoor/protocol'
import { vi } from 'vitest'
import { AuthorizationServerDouble } from './authorization-server-double.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeOrigin, FakePage, FakePopups } from './fake-origin.ts'

export const APP: string = 'http://127.0.0.1:5173/'
export const CALLBACK: string = 'http://127.0.0.1:5173/callback.html'

/** A tab, with the app's client in it. */
export interface Tab {
  readonly client: StagedoorClient
  readonly page: FakePage
  readonly popups: FakePopups
  /** Names of the events so far. */
  readonly events: string[]
}

/** A browser, a platform and a clock. */
export class SignInWorld {
  readonly clock: FakeClock = new FakeClock()
  readonly origin: FakeOrigin = new FakeOrigin()
  readonly server: AuthorizationServerDouble
  readonly #platform: AppPlatform

  constructor(platform: AppPlatform = audius) {
    this.#platform = platform
    this.server = new AuthorizationServerDouble(platform)
  }

  openTab(address: string = APP, options: Partial<ClientOptions> = {}): Tab {
    const page = new FakePage(address)
    const popups = new FakePopups()
    const client = createClient({
      platform: this.#platform,
      clientId: 'demo',
      redirectUri: CALLBACK,
      storage: this.origin.storage(),
      fetch: this.server.fetch,
      clock: this.clock,
      random: (length) => new Uint8Array(randomBytes(length)),
      digest: sha256,
      lock: this.origin.lock,
      channel: this.origin.channel,
      page,
      popup: popups,
      ...options,
    })
    const events: string[] = []
    client.on('signed_in', () => events.push('signed_in'))
    client.on('refreshed', () => events.push('refreshed'))
    client.on('ended', ({ reason }) => events.push(`ended:${reason}`))
    return { client, page, popups, events }
  }

  /** A tab that always has to wait for the lock, and sees until it is shown more what was there when it was opened. */
  openLateTab(isShown: () => boolean, address?: string, options: Partial<ClientOptions> = {}): Tab {
    const storage = this.origin.storage()
    const before = new Map(this.origin.texts)
    const read = (key: string): string | null => (isShown() ? this.origin.texts : before).get(key) ?? null
    return this.openTab(address, {
      ...options,
      lock: { withLock: (_name, task) => task(true) },
      storage: {
        ...storage,
        read,
        // As Web Storage does: it compares with what this tab sees, and writes for all.
        replace: (key, expected, next) => read(key) === expected && storage.replace(key, this.origin.texts.get(key) ?? null, next),
      },
    })
  }

  /** Signs in on a page; the returned tab stands on the callback page. */
  async signIn(options: Partial<ClientOptions> = {}): Promise<Tab> {
    const start = this.openTab(APP, options)
    void start.client.login({ display: 'page' })
    const tab = this.openTab(this.server.approve(await leftFor(start)), options)
    await tab.client.handleCallback()
    return tab
  }
}

/** Where a tab has gone; it may make a key before that, which no clock of ours moves. */
export function leftFor({ page }: Tab): Promise<string> {
  return vi.waitUntil(() => page.left[0], { interval: 1 })
}

/** The code an operation fails with; `undefined` when it does not. */
export async function codeOf(operation: Promise<unknown>): Promise<unknown> {
  return operation.then(
    () => undefined,
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )
}
