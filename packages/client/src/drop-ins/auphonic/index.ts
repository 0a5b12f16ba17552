export { auphonic } from './auphonic.ts'
export type { Auphonic, AuphonicApp, ListOptions } from './auphonic-account.ts'
export type { ApiKeyOptions, AppOptions, CallOptions, PasswordOptions, TokenOptions } from './auphonic-options.ts'
export type { AuphonicPreset, AuphonicProduction, AuphonicUser } from './auphonic-records.ts'
