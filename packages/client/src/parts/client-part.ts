import type { GrantType } from '@stagedoor/platforms'
import type { AuthorizationResponse } from '@stagedoor/protocol'
import type { ClientContext } from '../client-context.ts'
import type { Profile } from '../profile.ts'
import type { ClientAuthentication } from '../requests/authenticate-client.ts'
import type { LiveSession } from '../session/stored-session.ts'
import type { PendingLogin } from '../sign-in/pending-login.ts'

/** Something a client can do that not every app needs, and that only those pay for who hand it over: `with: [webMessages]`. */
export interface ClientPart {
  /** Changes what the client is made of, when it is made. */
  readonly adapt?: (context: ClientContext) => Partial<ClientContext>
  /** Further parameters of every authorization request; `undefined` ones are left out. */
  readonly authorizationParameters?: () => Readonly<Record<string, string | undefined>>
  /** Says who the client is, where its id alone does not. */
  readonly authenticate?: (context: ClientContext, grantType?: GrantType) => ClientAuthentication
  /** Asks for a reply that the window posts. */
  readonly askForMessage?: (context: ClientContext, state: string, openerOrigin: string | undefined) => AskedMessage
  /** Makes a session of what came in place of a code, or of a code that is not redeemed here. */
  readonly redeemProof?: (context: ClientContext, proof: string, begin: SessionBegin, pending: PendingLogin) => Promise<LiveSession>
  /** Keeps the session that a sign-in began, in place of writing it over the one before. */
  readonly keepSession?: (session: LiveSession, pending: PendingLogin) => Promise<void>
  /** Asks who is signed in, where that is not done with a token. */
  readonly requestProfile?: (context: ClientContext, proof: string) => Promise<Profile>
}

/** What a session has before it has any token. */
export type SessionBegin = Pick<LiveSession, 'signIn' | 'rotation' | 'scope'>

/** How a reply by message is asked for, and read. */
export interface AskedMessage {
  /** Of the token request. */
  readonly redirectUri: string
  /** In place of the authorization endpoint. */
  readonly endpoint: string | undefined
  /** Of the request, over what it has else; `undefined` ones are left out. */
  readonly parameters: Readonly<Record<string, string | undefined>>
  /** Reads what the window posted; `undefined` unless it is the reply. */
  readonly read: (origin: string, data: unknown) => AuthorizationResponse | undefined
}
