export type { ConnectedAccount, Connection, ConnectionHealth, ConnectionStatus, ConnectionSummary } from './connection.ts'
export { connectionKey } from './connections/connection-key.ts'
export { createVault } from './create-vault.ts'
export { audiotool, audius, auphonic, soundcloud, standard } from './platforms/known-platforms.ts'
export { type PlatformOptions, type RegisteredPlatform, registration } from './platforms/registration.ts'
export {
  type Collection,
  type EpochSeconds,
  type RecordId,
  type VaultRecord,
  type VaultStore,
  VaultStoreUnavailableError,
} from './ports/vault-store.ts'
export { createKeyText } from './sealing/create-key-text.ts'
export { createSealer, type SealerOptions } from './sealing/create-sealer.ts'
export type { KeyManagement } from './sealing/key-management.ts'
export { keysFromEnvironment } from './sealing/parse-keys.ts'
export type { SealedPlace, Sealer } from './sealing/sealer.ts'
export type { VaultKey, VaultKeys } from './sealing/vault-key.ts'
export type {
  ConnectionPage,
  ConnectOptions,
  FinishedConnect,
  HandedOverTokens,
  KeyRotation,
  RefreshRound,
  ReplyBrowser,
  StartedConnect,
  Vault,
} from './vault.ts'
export { VaultError, type VaultErrorCode } from './vault-error.ts'
export type { VaultEvents } from './vault-events.ts'
export type { VaultLog, VaultLogEntry, VaultOptions } from './vault-options.ts'
