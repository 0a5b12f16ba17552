import { standard as graceful, soundcloud as strict } from '@stagedoor/platforms'
import { MovedClock } from '../../../tools/moved-clock.ts'
import { createVault, type RecordId, registration, type Vault, type VaultEvents, type VaultOptions, type VaultStore } from '../src/index.ts'
import { sqliteStore } from '../src/stores/sqlite/index.ts'
import { PlatformDouble } from './platform-double.ts'

export const KEYS: string = `k1:${Buffer.alloc(32, 7).toString('base64url')}`
const NAMES = [
  'connected',
  'disconnected',
  'refreshed',
  'refresh_failed',
  'reauthorization_required',
  'lease_waited',
  'record_unreadable',
] as const

/** A database that several processes share, a platform that takes each refresh token once, and a clock. */
export class VaultWorld implements AsyncDisposable {
  readonly clock: MovedClock = new MovedClock()
  readonly platform: PlatformDouble
  readonly store: VaultStore = sqliteStore(':memory:')
  /** What all processes told, in order. */
  readonly events: { readonly name: keyof VaultEvents; readonly event: VaultEvents[keyof VaultEvents] }[] = []
  readonly #description: typeof strict

  constructor(kind: 'strict' | 'graceful' = 'strict') {
    this.#description = { ...(kind === 'strict' ? strict : graceful), issuerIsPlaceholder: false, id: 'platform' }
    this.platform = new PlatformDouble(this.#description)
    this.platform.repeats = kind === 'graceful'
  }

  /** A vault as one process has it. */
  process(options: Partial<VaultOptions> = {}): Vault {
    const vault = createVault({
      store: this.store,
      keys: KEYS,
      platforms: [
        registration({ platform: this.#description, clientId: 'demo', clientSecret: 'hush', redirectUri: 'https://app.example/callback' }),
      ],
      fetch: this.platform.fetch,
      clock: this.clock,
      ...options,
    })
    for (const name of NAMES) vault.on(name, (event) => this.events.push({ name, event }))
    return vault
  }

  /** Connects somebody whose access token ends in so many seconds. */
  async connect(vault: Vault, seconds = 3600, userId = 'ray'): Promise<void> {
    await vault.accept(userId, 'platform', { ...this.platform.grant(userId), expiresAt: this.clock.now() + seconds })
  }

  told(name: keyof VaultEvents): readonly VaultEvents[keyof VaultEvents][] {
    return this.events.filter((told) => told.name === name).map(({ event }) => event)
  }

  async body(userId = 'ray'): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse((await this.store.read(recordOf(userId)))?.body ?? '{}')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close()
  }
}

export function recordOf(userId = 'ray'): RecordId {
  return { collection: 'connection', key: `platform/${userId}` }
}

export async function tokenOf(vault: Vault, userId = 'ray'): Promise<string> {
  return (await vault.connection(userId, 'platform')).getAccessToken()
}
