export { type AuthorizationServer, createAuthorizationServer } from './authorization-server.ts'
export { createBrowserSession } from './browser-session.ts'
export { type Housekeeping, type HousekeepingOptions, startHousekeeping } from './housekeeping.ts'
export type { FetchHandler } from './http/fetch-handler.ts'
export type { HttpRequest, HttpResponse } from './http/http-message.ts'
export { createNodeListener, type NodeListener } from './http/node-listener.ts'
export type { AuthorizationServerOptions } from './options.ts'
export {
  createPersonalToken,
  PERSONAL_TOKENS_CLIENT_ID,
  type PersonalTokenTerms,
} from './personal-tokens/create-personal-token.ts'
export type { ResourceCaller, ResourceRoute } from './resource-server/resource-route.ts'
export type { ServerContext } from './server-context.ts'
export type { AccountSource, OpenIdAccounts, TicketAccounts } from './upstream-accounts/account-source.ts'
