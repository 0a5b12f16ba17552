import type { Client, EpochSeconds } from './records.ts'

/** A registered app as those who make it see it; its {@link Client} is what the protocol needs of it. */
export interface App {
  readonly client: Client
  /** Counts its changes: who saves over what somebody else has changed meanwhile is told. */
  readonly version: number
  /** Whether the platform may show it to everybody. */
  readonly listed: boolean
}

/** `owner` may also invite, remove, rotate secrets and delete; `developer` may see and change everything else. */
export type AppRole = 'owner' | 'developer'

/** An app, and what one person may do with it. */
export interface OwnApp {
  readonly app: App
  readonly role: AppRole
}

/** What is known of a client secret; never the secret, nor its whole digest. */
export interface AppSecret {
  /** Names it on the pages. */
  readonly id: string
  readonly label: string
  /** Its last four characters; `null` where nobody wrote them down. */
  readonly ending: string | null
  readonly createdAt: EpochSeconds | null
  /** To the minute. */
  readonly lastUsedAt: EpochSeconds | null
  /** When somebody reported that they had found it in public. */
  readonly reportedAt: EpochSeconds | null
}

/** A secret as it is stored. */
export interface NewAppSecret {
  /** SHA-256. */
  readonly digest: Uint8Array
  readonly label: string
  readonly ending: string
  readonly createdAt: EpochSeconds
}

export interface AppMember {
  readonly userId: string
  readonly username: string
  readonly name: string
  readonly role: AppRole
  readonly addedAt: EpochSeconds
}

/**
 * A place in a team that waits for whom it was offered. It is kept under the words that were typed, whether or not there is such an account:
 * an invitation tells nobody which accounts exist.
 */
export interface AppInvitation {
  /** Handle or e-mail address, as typed. */
  readonly invitee: string
  readonly role: AppRole
  readonly createdAt: EpochSeconds
  readonly expiresAt: EpochSeconds
}

/** An invitation as the invited person sees it. */
export interface ReceivedInvitation extends AppInvitation {
  readonly clientId: string
  readonly appName: string
  /** Username of who invited; `null` when that account is gone. */
  readonly invitedBy: string | null
}

/** By what a person may be invited: their handle, and their e-mail address where it is proven. In lower case. */
export type InviteeNames = readonly string[]

/** A picture of an app, drawn anew from what was uploaded. */
export interface AppLogo {
  /** SHA-256 of `body`, hex. */
  readonly digest: string
  readonly contentType: 'image/webp'
  readonly body: Uint8Array
}

/** What a member may change of an app. Whether it is public is decided once: a secret that was no secret does not become one. */
export type AppChanges = Pick<Client, 'name' | 'homepage' | 'redirectUris' | 'scope' | 'applicationType'> & Pick<App, 'listed'>

/** Acts of the people who make apps. */
export interface AppStore extends AppSecretStore, AppTeamStore {
  /**
   * Adds an app with its first owner and, where it has one, its secret. One act: of many at once no owner gets past `limit` apps.
   */
  create(
    app: {
      readonly client: Omit<Client, 'secretDigests' | 'logo'>
      readonly listed: boolean
      /** `null`: nobody, for an app that an operator looks after. */
      readonly ownerId: string | null
      readonly secret: NewAppSecret | null
    },
    limit: number,
  ): Promise<{ outcome: 'created' } | { outcome: 'id_taken' } | { outcome: 'too_many' }>
  /** Whoever made it; not those that are deleted. */
  find(clientId: string): Promise<App | undefined>
  /** The app, for who is in its team. */
  findOwn(clientId: string, userId: string): Promise<OwnApp | undefined>
  /** Every app of which this person is in the team, newest first. */
  listOwn(userId: string): Promise<readonly OwnApp[]>
  /** Apps that may be shown to everybody: listed and not disabled; by name. */
  listPublic(limit: number): Promise<readonly App[]>
  /** Changes the app when it is still at `version`; else nothing, and answers with the app as it is now. */
  update(
    clientId: string,
    version: number,
    changes: AppChanges,
  ): Promise<{ outcome: 'updated'; app: App } | { outcome: 'changed_meanwhile'; app: App } | { outcome: 'unknown' }>
  /** Sets the logo, or takes it away; what no app shows any more is deleted. */
  setLogo(clientId: string, logo: AppLogo | null): Promise<{ outcome: 'set' } | { outcome: 'unknown' }>
  findLogo(digest: string): Promise<AppLogo | undefined>
  /** Lets the app do nothing from `at` on, or lets it again (`null`); everything that it holds rests meanwhile. */
  setDisabled(clientId: string, at: EpochSeconds | null): Promise<{ outcome: 'set' } | { outcome: 'unknown' }>
  /** Counts what would end with the app. May read every grant: for a page that is opened rarely. */
  measure(clientId: string, now: EpochSeconds): Promise<{ readonly people: number; readonly grants: number }>
  /** Deletes the app: every grant ends, every consent, secret, place in the team and the logo go. Its id is never given out again. */
  delete(clientId: string, now: EpochSeconds): Promise<{ outcome: 'deleted' } | { outcome: 'unknown' }>
}

export interface AppSecretStore {
  listSecrets(clientId: string): Promise<readonly AppSecret[]>
  /** Of many at once no app gets past `limit` live secrets. */
  addSecret(
    clientId: string,
    secret: NewAppSecret,
    limit: number,
  ): Promise<{ outcome: 'added' } | { outcome: 'too_many' } | { outcome: 'unknown' }>
  /** @param secretId - {@link AppSecret.id}. */
  revokeSecret(clientId: string, secretId: string): Promise<{ outcome: 'revoked' } | { outcome: 'unknown' }>
  /**
   * Marks a secret that somebody found in public, for the people who must replace it; it stays good until they have.
   *
   * @returns Whose it is, when it is good now; a secret of which nothing but the digest is known may not be found.
   */
  reportSecret(digest: Uint8Array, at: EpochSeconds): Promise<{ readonly clientId: string; readonly ending: string | null } | undefined>
  /** Writes down that a secret was used; not durable to the second: a caller does so once a minute. */
  noteSecretUse(clientId: string, digest: Uint8Array, at: EpochSeconds): Promise<void>
}

export interface AppTeamStore {
  listMembers(clientId: string): Promise<readonly AppMember[]>
  /** Apps that would have no owner left without this person. */
  listOwnedAlone(userId: string): Promise<readonly { readonly clientId: string; readonly name: string }[]>
  /** Adds a member without asking: for an operator, and for apps from the start. */
  addMember(
    clientId: string,
    member: { readonly userId: string; readonly role: AppRole; readonly addedAt: EpochSeconds },
  ): Promise<{ outcome: 'added' } | { outcome: 'member_already' } | { outcome: 'unknown' }>
  /** Never leaves an app without an owner, however many call at once. */
  changeRole(
    clientId: string,
    userId: string,
    role: AppRole,
  ): Promise<{ outcome: 'changed' } | { outcome: 'last_owner' } | { outcome: 'unknown' }>
  /** Never leaves an app without an owner, however many call at once. */
  removeMember(clientId: string, userId: string): Promise<{ outcome: 'removed' } | { outcome: 'last_owner' } | { outcome: 'unknown' }>
  /** Those that are not answered and not expired. */
  listInvitations(clientId: string, now: EpochSeconds): Promise<readonly AppInvitation[]>
  /** Offers a place; one that was offered under the same words before is replaced. */
  invite(
    clientId: string,
    invitation: AppInvitation & { readonly invitedById: string },
    limit: number,
  ): Promise<{ outcome: 'invited' } | { outcome: 'too_many' } | { outcome: 'unknown' }>
  withdrawInvitation(clientId: string, invitee: string): Promise<{ outcome: 'withdrawn' } | { outcome: 'unknown' }>
  /** What waits for a person. */
  listReceived(names: InviteeNames, now: EpochSeconds): Promise<readonly ReceivedInvitation[]>
  /** Takes the place, or not, once: of many at once exactly one sees something other than `unknown`. */
  answerInvitation(
    clientId: string,
    answer: { readonly names: InviteeNames; readonly userId: string; readonly accepts: boolean; readonly at: EpochSeconds },
  ): Promise<{ outcome: 'joined' } | { outcome: 'declined' } | { outcome: 'unknown' }>
}
