export { createServerClient } from './create-server-client.ts'
export type { BeginOptions, FinishedSignIn, ServerClient, ServerClientOptions } from './server-client.ts'
export { createTokenActs } from './token-acts/create-token-acts.ts'
export type { GrantedTokens, SourcedToken, TokenActs, TokenActsOptions, TokenSource } from './token-acts/token-acts.ts'
