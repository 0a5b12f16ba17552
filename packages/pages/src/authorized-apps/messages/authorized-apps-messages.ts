/** What the page of apps with access says. */
export interface AuthorizedAppsMessages {
  readonly language: string
  readonly title: string
  readonly lead: string
  /** Leads to nothing: there is nothing to do. */
  readonly empty: string
  readonly verified: string
  /** `{when}` */
  readonly since: string
  /** `{when}`: the last token it got. */
  readonly lastUsed: string
  readonly notUsed: string
  readonly mayChange: string
  readonly maySee: string
  readonly mayKnow: string
  readonly revoke: string
  /** For a screen reader, with `{app}`. */
  readonly revokeApp: string
  readonly revokeAllTitle: string
  readonly revokeAllLead: string
  readonly revokeAll: string
  readonly notices: Readonly<Record<'app_revoked' | 'app_gone' | 'all_revoked', string>>
}
