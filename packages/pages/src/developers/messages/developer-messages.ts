import type { AppFormValues, AppLogoPage, AppRole, AppSecretsPage, AppTab, AppTeamPage } from '@stagedoor/server/ports'

/** Everything the developer portal says, in one language. Words in braces are filled in. */
export interface DeveloperMessages {
  readonly language: string
  readonly notices: Readonly<Record<string, string>>

  readonly title: string
  readonly lead: string
  readonly newApp: string
  readonly emptyTitle: string
  readonly emptySteps: readonly string[]
  readonly roles: Readonly<Record<AppRole, string>>
  readonly disabled: string
  readonly listed: string
  readonly verified: string
  readonly invitationsTitle: string
  readonly invitation: string
  /** When the account that invited is gone. */
  readonly invitationOnly: string
  readonly accept: string
  readonly decline: string

  readonly allApps: string
  readonly tabs: Readonly<Record<AppTab, string>>
  readonly tabsLabel: string
  readonly disabledLead: string

  readonly newTitle: string
  readonly newLead: string
  readonly name: string
  readonly nameHint: string
  readonly homepage: string
  readonly homepageHint: string
  readonly redirectUris: string
  readonly redirectUrisHint: string
  /** What the platform's documentation says. */
  readonly platformSays: string
  readonly rules: {
    readonly https: string
    readonly http: string
    readonly custom: string
    readonly exact: string
    readonly noLocalhost: string
    readonly none: string
  }
  readonly rulesTitle: string
  readonly scopes: string
  readonly scopesHint: string
  readonly kind: string
  readonly kinds: Readonly<Record<AppFormValues['kind'], { readonly label: string; readonly hint: string }>>
  readonly applicationType: string
  readonly applicationTypes: Readonly<Record<AppFormValues['applicationType'], { readonly label: string; readonly hint: string }>>
  readonly listing: string
  readonly create: string
  readonly save: string
  readonly line: string
  readonly suggestion: string
  readonly advice: string
  /** By code of the registration rules; `{value}` is filled in. */
  readonly problems: Readonly<Record<string, string>>
  readonly allRight: string
  readonly conflictTitle: string
  readonly conflictLead: string
  readonly conflictNow: string
  readonly conflictEmpty: string
  readonly yes: string
  readonly no: string

  readonly secretsLead: string
  readonly secretsNone: string
  readonly secretReported: string
  readonly secretEnding: string
  readonly secretUnnamed: string
  readonly created: string
  readonly lastUsed: string
  readonly revoke: string
  readonly revokeHint: string
  readonly addSecretTitle: string
  readonly addSecretHint: string
  readonly secretLabel: string
  readonly secretLabelHint: string
  readonly addSecret: string
  readonly secretsFull: string
  readonly secretProblems: Readonly<Record<NonNullable<AppSecretsPage['problem']>, string>>
  readonly ownersOnly: string
  readonly newSecretTitle: string
  readonly newSecretFirstTitle: string
  readonly newSecretLead: string
  readonly newSecretKept: string

  readonly logoLead: string
  readonly logoNone: string
  readonly logoNow: string
  readonly logoFile: string
  readonly logoHint: string
  readonly upload: string
  readonly removeLogo: string
  readonly logoProblems: Readonly<Record<NonNullable<AppLogoPage['problem']>, string>>

  readonly members: string
  readonly you: string
  readonly memberSince: string
  readonly makeOwner: string
  readonly makeDeveloper: string
  readonly remove: string
  readonly leave: string
  readonly roleHints: Readonly<Record<AppRole, string>>
  readonly openInvitations: string
  readonly until: string
  readonly withdraw: string
  readonly inviteTitle: string
  readonly inviteLead: string
  readonly invitee: string
  readonly inviteeHint: string
  readonly role: string
  readonly invite: string
  readonly teamProblems: Readonly<Record<NonNullable<AppTeamPage['problem']>, string>>

  readonly deleteTitle: string
  readonly deleteLead: string
  readonly deleteLink: string
  /** By how many people are connected. */
  readonly deletePeople: string
  readonly deleteGrants: string
  readonly deleteMembers: string
  readonly deleteForever: string
  readonly deleteName: string
  readonly deleteNameHint: string
  readonly deleteNameDifferent: string
  readonly deleteApp: string
  readonly keep: string

  readonly directoryTitle: string
  readonly directoryLead: string
  readonly directoryEmpty: string
}
