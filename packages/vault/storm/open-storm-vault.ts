import pg from 'pg'
import { createVault, soundcloud, type Vault, type VaultStore } from '../src/index.ts'
import { postgresStore } from '../src/stores/postgres/index.ts'
import { redisStore } from '../src/stores/redis/index.ts'
import { sqliteStore } from '../src/stores/sqlite/index.ts'
import type { StormPlatform } from './storm-platform.ts'

/** What every process of a storm is told. */
export interface StormWorld {
  readonly platform: StormPlatform
  /** A file, or the URL of a server. */
  readonly store: string
  readonly keys: string
  readonly requestTimeoutSeconds: number
}

/** Opens the store by its address. */
export function openStormStore(address: string): VaultStore {
  if (address.startsWith('postgres:')) return openPostgresStore(address)
  if (address.startsWith('redis:')) return redisStore({ url: address })
  return sqliteStore(address)
}

/** With few connections for each process, so that all of them find room at the server. */
function openPostgresStore(connectionString: string): VaultStore {
  const pool = new pg.Pool({ connectionString, max: 2 })
  pool.on('error', () => undefined)
  const store = postgresStore({ pool })
  return { ...store, close: () => store.close().then(() => pool.end()) }
}

/** Opens a vault as an app would, on this machine's clock and so many seconds more. */
export function openStormVault({ platform, store, keys, requestTimeoutSeconds }: StormWorld, ahead: { seconds: number }): Vault {
  const { url: baseUrl, clientId, clientSecret } = platform
  return createVault({
    store: openStormStore(store),
    keys,
    platforms: [soundcloud({ clientId, clientSecret, baseUrl })],
    requestTimeoutSeconds,
    clock: {
      now: () => Date.now() / 1000 + ahead.seconds,
      after(delayMs, task) {
        const timer = setTimeout(task, delayMs)
        return () => clearTimeout(timer)
      },
    },
  })
}
