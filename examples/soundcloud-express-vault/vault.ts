import { createVault, soundcloud, type Vault, type VaultOptions } from '@stagedoor/vault'
import { sqliteStore } from '@stagedoor/vault/sqlite'

/** What the app reads from its environment. `SOUNDCLOUD_URL` is where the emulator has SoundCloud; without it, the real one is meant. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The vault in the place of the document's `mongoose` model and its `Soundcloud` client. With MongoDB: `mongodbStore({ db })`. */
export function openVault(environment: Environment, options: Partial<VaultOptions> = {}): Vault {
  return createVault({
    store: sqliteStore(environment['VAULT_DATABASE'] ?? 'vault.db'),
    keys: environment['STAGEDOOR_VAULT_KEYS'],
    platforms: [
      soundcloud({
        clientId: environment['SOUNDCLOUD_CLIENT_ID'],
        clientSecret: environment['SOUNDCLOUD_CLIENT_SECRET'],
        redirectUri: environment['SOUNDCLOUD_REDIRECT_URI'],
        baseUrl: environment['SOUNDCLOUD_URL'],
      }),
    ],
    ...options,
  })
}
