export type {
  AudiusLoginOptions,
  AudiusOAuth,
  AudiusScope,
  AudiusSdk,
  AudiusSdkConfig,
  AudiusServices,
  OpenUrl,
} from './audius-sdk.ts'
export type { AudiusTokenStore } from './audius-token-store.ts'
export type { AudiusPicture, AudiusUser } from './audius-user.ts'
export { sdk } from './sdk.ts'
