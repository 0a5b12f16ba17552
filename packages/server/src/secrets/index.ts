export { createOpaqueSecret, formatSecret, type OpaqueSecret } from './opaque-secret.ts'
export { createRefreshToken, type RefreshTokenSecret } from './refresh-token-secret.ts'
