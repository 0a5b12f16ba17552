export { createVaultHandlers } from './create-vault-handlers.ts'
export type { VaultHandlerOptions, VaultHandlers, Visitor } from './vault-handlers.ts'
export type { WebErrorCode, WebFailure } from './web-failure.ts'
