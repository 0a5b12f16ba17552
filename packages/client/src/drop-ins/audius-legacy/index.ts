export type {
  ButtonTarget,
  LegacyLoginOptions,
  LegacyOAuth,
  LegacyProfile,
  LegacyScope,
  LegacySdk,
  LegacySdkConfig,
  LegacyServices,
  LoginCallbacks,
  LoginErrorCallback,
  LoginSuccessCallback,
} from './legacy-sdk.ts'
export type { ButtonOptions } from './login-button.ts'
export { sdk } from './sdk.ts'
