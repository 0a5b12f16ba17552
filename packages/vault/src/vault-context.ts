import type { Clock } from '@stagedoor/client'
import type { TokenActs } from '@stagedoor/client/server'
import type { OpenedConnections } from './connections/opened-connections.ts'
import type { RegisteredPlatform } from './platforms/registration.ts'
import type { VaultStore } from './ports/vault-store.ts'
import type { Sealer } from './sealing/sealer.ts'
import type { EmitVaultEvent } from './vault-emitter.ts'
import { VaultError } from './vault-error.ts'
import type { VaultLog } from './vault-options.ts'

/** A platform, and what may be asked of it. */
export interface PlatformAtWork extends RegisteredPlatform {
  readonly acts: TokenActs
}

/** What every part of a vault works with. */
export interface VaultContext {
  readonly store: VaultStore
  readonly sealer: Sealer
  readonly opened: OpenedConnections
  readonly platforms: ReadonlyMap<string, PlatformAtWork>
  readonly clock: Clock
  readonly random: (length: number) => Uint8Array
  readonly emit: EmitVaultEvent
  readonly log: VaultLog
  readonly holder: string
  readonly waitUntil: (work: Promise<unknown>) => void
  readonly requestSeconds: number
  readonly idleSeconds: number
}

/** Finds a platform by its id. @throws VaultError `unknown_platform` */
export function getPlatform({ platforms }: Pick<VaultContext, 'platforms'>, id: string): PlatformAtWork {
  const platform = platforms.get(id)
  if (platform !== undefined) return platform
  const known = [...platforms.keys()].join(', ')
  throw new VaultError('unknown_platform', `This vault does not connect to ${JSON.stringify(id)}. It knows: ${known}.`)
}
