export { audiotool, audius, auphonic, soundcloud, standard } from '@stagedoor/platforms/client'
export { audiusLegacy } from './audius-legacy-platform.ts'
export type {
  AppPlatform,
  ClientOptions,
  CredentialsClientOptions,
  RuntimeOptions,
  SignInOptions,
  UnregisteredClientOptions,
} from './client-options.ts'
export { createClient } from './create-client.ts'
export { apiKey, basic, type Credentials, personalToken } from './credentials.ts'
export { type ErrorWords, errorWords } from './error-words.ts'
export { mediaUrl } from './media-url.ts'
export type { AskedMessage, ClientPart } from './parts/client-part.ts'
export { signedProfiles } from './parts/signed-profiles.ts'
export { webMessages } from './parts/web-messages.ts'
export type { Awaitable } from './ports/awaitable.ts'
export type { ChannelMessage, ChannelPort } from './ports/channel-port.ts'
export type { Clock } from './ports/clock.ts'
export type { LockPort } from './ports/lock-port.ts'
export type { PagePort } from './ports/page-port.ts'
export type { OpenPopup, PopupPort } from './ports/popup-port.ts'
export type { StoragePort } from './ports/storage-port.ts'
export type { Profile } from './profile.ts'
export { memoryStorage } from './runtime/memory-storage.ts'
export { webStorage } from './runtime/web-storage.ts'
export type { AuthenticatedState, SessionState, UnauthenticatedState, UnknownState } from './session-state.ts'
export type { CallbackResult, ClientEvents, LoginOptions, StagedoorClient } from './stagedoor-client.ts'
export { type StagedoorAction, StagedoorError, type StagedoorErrorCode, type StagedoorErrorDetail } from './stagedoor-error.ts'
