import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { soundcloud as soundcloudDescription, standard as standardDescription } from '@stagedoor/platforms'
import { startPlatforms, type TestPlatform, type TestPlatforms } from '@stagedoor/testing'
import { createVault } from '../src/create-vault.ts'
import { soundcloud, standard } from '../src/platforms/known-platforms.ts'
import type { VaultStore } from '../src/ports/vault-store.ts'
import { sqliteStore } from '../src/stores/sqlite/index.ts'
import type { Vault } from '../src/vault.ts'
import type { VaultOptions } from '../src/vault-options.ts'

export const KEYS: string = `k1:${Buffer.alloc(32, 7).toString('base64url')}`

/** A backend's vault on a real database file, and the platforms that it connects to. */
export class WebApp implements AsyncDisposable {
  readonly vault: Vault
  readonly store: VaultStore
  readonly #platforms: TestPlatforms
  readonly #directory: string

  private constructor(platforms: TestPlatforms, origin: string, options: Partial<VaultOptions>) {
    this.#platforms = platforms
    this.#directory = mkdtempSync(join(tmpdir(), 'vault-web-'))
    this.store = sqliteStore(join(this.#directory, 'vault.db'))
    const credentials = ({ client, url }: TestPlatform): { clientId: string; clientSecret: string | undefined; baseUrl: string } => ({
      clientId: client.id,
      clientSecret: client.secret,
      baseUrl: url,
    })
    this.vault = createVault({
      store: this.store,
      keys: KEYS,
      platforms: [
        soundcloud({ ...credentials(this.soundcloud), redirectUri: `${origin}/signed-in` }),
        standard(credentials(this.standard)),
      ],
      ...options,
    })
  }

  /** @param origin - Of the app: `http://localhost:1234`. SoundCloud calls back at `/signed-in`, the other platform below `/connections`. */
  static async start(origin: string, options: Partial<VaultOptions> = {}): Promise<WebApp> {
    const at = (path: string): { clients: { client_name: string; redirect_uris: string[] }[] } => ({
      clients: [{ client_name: 'Web app', redirect_uris: [origin + path] }],
    })
    const contents = { soundcloud: at('/signed-in'), [standardDescription.id]: at('/connections/callback/standard') }
    const platforms = await startPlatforms([soundcloudDescription, standardDescription], { contents })
    return new WebApp(platforms, origin, options)
  }

  get soundcloud(): TestPlatform {
    return this.#platforms.get(soundcloudDescription)
  }

  get standard(): TestPlatform {
    return this.#platforms.get(standardDescription)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.vault.close()
    await this.#platforms.stop()
    rmSync(this.#directory, { recursive: true })
  }
}
