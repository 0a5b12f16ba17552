import type { AppInvitation, AppMember, AppRole, AppSecret, ReceivedInvitation } from './app-store.ts'
import type { EpochSeconds } from './records.ts'
import type { SiteFrame } from './site-frame.ts'

/** The developer portal. */
export interface DeveloperPages {
  list(page: AppListPage): string
  form(page: AppFormPage): string
  secrets(page: AppSecretsPage): string
  /** Shows a secret, this once. */
  newSecret(page: NewSecretPage): string
  logo(page: AppLogoPage): string
  team(page: AppTeamPage): string
  delete(page: AppDeletePage): string
  directory(page: AppDirectoryPage): string
}

/** Places within an app's pages, in their order. */
export type AppTab = 'settings' | 'secrets' | 'logo' | 'team' | 'log' | 'try'

/** The app that a page is about, on top of it. All words are a developer's: untrusted. */
export interface ShownApp {
  readonly clientId: string
  readonly name: string
  /** Path below the server; `null` for none. */
  readonly logo: string | null
  readonly verified: boolean
  readonly disabledAt: EpochSeconds | null
  readonly listed: boolean
}

/** What every page of one app needs. */
export interface AppFrame extends SiteFrame {
  readonly app: ShownApp
  readonly role: AppRole
  readonly tabs: readonly AppTab[]
  readonly portal: PortalWords
}

/** How this platform's own portal calls things; English, as there. */
export interface PortalWords {
  /** `Client ID`, `API key`. */
  readonly clientIdName: string
  readonly clientSecretName: string
  /** What the platform's documentation says about redirect URIs; `null` for nothing of its own. */
  readonly redirectUriHint: string | null
  /** What it means to be listed; `null` where apps are listed nowhere. */
  readonly listing: { readonly title: string; readonly sentence: string } | null
}

/** Each app leads to `{basePath}/developers/apps/<id>`; an invitation POSTs `client_id` and `answer` (`accept` | `decline`) to `{basePath}/developers`. */
export interface AppListPage extends SiteFrame {
  readonly apps: readonly (ShownApp & { readonly role: AppRole; readonly redirectUris: number })[]
  readonly invitations: readonly ReceivedInvitation[]
  readonly portal: PortalWords
}

/** Everything of an app that its form holds, as typed. */
export interface AppFormValues {
  readonly name: string
  readonly homepage: string
  /** One a line. */
  readonly redirectUris: string
  readonly scope: readonly string[]
  /** `confidential` has a secret: its server keeps it. */
  readonly kind: 'public' | 'confidential'
  readonly applicationType: 'web' | 'native'
  readonly listed: boolean
}

/** What is wrong with a field, or worth a second thought, by a code for which the pages have words. */
export interface AppFormProblem {
  readonly field: 'name' | 'homepage' | 'redirectUris' | 'scope' | 'kind'
  /** Those of client registration. */
  readonly code: string
  /** In English, for a code without words. */
  readonly message: string
  /** Line of the redirect URIs, from 0. */
  readonly line?: number
  readonly suggestion?: string
  readonly value?: string
}

/** POSTs to `{basePath}/developers/apps/new` or to the app itself: `name`, `homepage`, `redirect_uris`, `scope_<token>`, `kind`, `application_type`, `listed`. */
export interface AppFormPage extends SiteFrame {
  /** `null` for a new one. */
  readonly app: AppFrame | null
  /** Hidden field `draft` of a new app: the same form sent twice makes one app. */
  readonly draft: string
  /** Hidden field `version` of an app that is there. */
  readonly version: number
  readonly values: AppFormValues
  readonly problems: readonly AppFormProblem[]
  readonly advice: readonly AppFormProblem[]
  /** What somebody else has saved since this form was opened; `null` when nobody has. */
  readonly meanwhile: AppFormValues | null
  readonly choices: AppFormChoices
  readonly portal: PortalWords
}

/** What this platform lets an app be. */
export interface AppFormChoices {
  readonly kinds: readonly AppFormValues['kind'][]
  readonly scopes: readonly { readonly token: string; readonly title: string; readonly sentence: string; readonly kind: 'read' | 'write' }[]
  readonly redirectUris: {
    readonly required: boolean
    readonly maxCount: number
    readonly maxLength: number
    readonly schemes: 'https-and-loopback' | 'http-and-https'
    readonly customSchemes: boolean
    readonly refusesRawIp: boolean
    readonly refusesLocalhost: boolean
  }
}

/** POSTs `act` = `add` (with `label`, `seen`) or `revoke` (with `secret`) to the same path. */
export interface AppSecretsPage extends AppFrame {
  readonly secrets: readonly AppSecret[]
  readonly limit: number
  /** Hidden field `seen`: adding once more after a reload is noticed. */
  readonly seen: string
  readonly label: string
  readonly problem: 'too_many' | 'label_length' | null
}

export interface NewSecretPage extends AppFrame {
  readonly secret: string
  readonly label: string
  /** Whether the app itself has just been made with it. */
  readonly isFirst: boolean
}

/** POSTs the file `logo`, or `act` = `remove`, to the same path. */
export interface AppLogoPage extends AppFrame {
  readonly maxBytes: number
  readonly problem: 'missing' | 'too_large' | 'not_an_image' | 'too_many_pixels' | 'broken' | 'busy' | null
}

/** POSTs `act` = `invite` (`invitee`, `role`), `withdraw` (`invitee`), `role` (`user`, `role`), `remove` (`user`) to the same path. */
export interface AppTeamPage extends AppFrame {
  readonly members: readonly (AppMember & { readonly isSelf: boolean })[]
  readonly invitations: readonly AppInvitation[]
  readonly invitee: string
  readonly inviteeRole: AppRole
  readonly problem: 'invitee_missing' | 'invitee_form' | 'too_many' | 'last_owner' | 'member_unknown' | null
}

/** POSTs `name` to the same path. */
export interface AppDeletePage extends AppFrame {
  readonly people: number
  readonly grants: number
  readonly members: number
  readonly typed: string
  readonly problem: 'name_different' | null
}

export interface AppDirectoryPage extends SiteFrame {
  readonly apps: readonly (ShownApp & { readonly homepage: string | null })[]
  readonly portal: PortalWords
}
