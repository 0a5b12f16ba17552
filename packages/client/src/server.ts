export { createServerClient } from './create-server-client.ts'
export type { BeginOptions, FinishedSignIn, ServerClient, ServerClientOptions } from './server-client.ts'
