import type { ClientMetadata } from '@stagedoor/protocol'
import type { HostedPlatform } from '../emulator/hosted-platform.ts'
import type { Fault, FaultRequest } from '../faults/fault.ts'
import type { RecordedRequest } from '../request-log/recorded-request.ts'
import { type Account, addUser } from './add-user.ts'
import { addFault } from './faults.ts'
import { type IssuedPersonalToken, issuePersonalToken } from './issue-personal-token.ts'
import { openSession } from './open-session.ts'
import { type ClientRegistration, registerClient } from './register-client.ts'
import { type RevocationSelection, revokeGrants } from './revoke-grants.ts'
import { rotateKeys } from './rotate-keys.ts'

/** An account to add. */
export interface NewAccount {
  readonly username: string
  readonly password: string
  /** The username by default. */
  readonly name?: string
  readonly email?: string
}

/** An app that a person has allowed something. */
export interface Approval {
  readonly clientId: string
  /** Scope tokens with a space between them. */
  readonly scope: string
}

/**
 * The control API of one platform, for the program that runs it. Checks what it is given as the HTTP API does.
 *
 * Every method rejects with `ControlError`, whose `code` and sentence are those of the HTTP API.
 */
export interface PlatformControl {
  /** Registers a client by the rules of the platform. */
  registerClient(metadata: ClientMetadata): Promise<ClientRegistration>
  addUser(account: NewAccount): Promise<Account>
  /** Signs a browser in without a browser, with consents already given; resolves to the value of its `Cookie` header. */
  openSession(username: string, options?: { readonly approve?: readonly Approval[] }): Promise<string>
  /** Makes a personal access token or API key, as its person would; with every scope by default. */
  issuePersonalToken(wanted: {
    readonly username: string
    readonly name?: string
    readonly scope?: readonly string[]
  }): Promise<IssuedPersonalToken>
  /** Lets requests meet a fault; those that have begun do not. */
  addFault(fault: FaultRequest): Promise<Fault>
  /** All faults, with how many requests have met each. */
  faults(): readonly Fault[]
  clearFaults(): void
  /** Ends the grants of a person, of an app, of the two together, or of one token; resolves to how many were ended. */
  revoke(selection: RevocationSelection): Promise<number>
  /** Makes a new key for ID tokens; resolves to its `kid`. */
  rotateKeys(): Promise<string>
  /** What happened, in the order in which requests ended, without secrets: the newest `limit` after number `since`. */
  requests(options?: { readonly since?: number; readonly limit?: number }): readonly RecordedRequest[]
  clearRequests(): void
}

/** Gives a program the controls of a platform that it runs. */
export function createPlatformControl(platform: HostedPlatform): PlatformControl {
  return {
    registerClient: async (metadata) => (await registerClient(platform, metadata)).body,
    addUser: async (account) => (await addUser(platform, account)).body,
    openSession: async (username, options) => (await openSession(platform, { username, ...options })).body.cookie,
    issuePersonalToken: async (wanted) => (await issuePersonalToken(platform, wanted)).body,
    addFault: async (fault) => (await addFault(platform, fault)).body,
    faults: () => platform.faults.list(),
    clearFaults: () => void platform.faults.clear(),
    revoke: async (selection) => (await revokeGrants(platform, selection)).body.revoked,
    rotateKeys: async () => (await rotateKeys(platform, undefined)).body.keyId,
    requests: (options) => platform.requestLog.list(options),
    clearRequests: () => void platform.requestLog.clear(),
  }
}
