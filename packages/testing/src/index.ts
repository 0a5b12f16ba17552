export type {
  Account,
  Approval,
  ClientRegistration,
  ClockOptions,
  Fault,
  FaultRequest,
  IssuedPersonalToken,
  NewAccount,
  RecordedRequest,
  RevocationSelection,
} from 'stagedoor/emulator'
export { ControlError, StartError } from 'stagedoor/emulator'
export type { PlatformContents } from './create-test-platform.ts'
export type { SignInOptions, SignInTokens } from './sign-in.ts'
export { type PlatformOptions, startPlatform } from './start-platform.ts'
export { type PlatformsOptions, startPlatforms, type TestPlatforms } from './start-platforms.ts'
export type { BrowserCookie, TestClient, TestControl, TestPlatform, TestUser } from './test-platform.ts'
