import type { AccountPages } from './account-pages.ts'
import type { AuthorizedAppsPages } from './authorized-apps-pages.ts'
import type { DeveloperPages } from './developer-pages.ts'
import type { FormAgainPage } from './form-again-page.ts'
import type { PasskeyOffer, PasskeyPages } from './passkey-pages.ts'
import type { SecondFactorPages } from './second-factor-pages.ts'
import type { SignInLogPages } from './sign-in-log-pages.ts'
import type { TokenPages } from './token-pages.ts'
import type { TryItPages } from './try-it-pages.ts'
import type { UpstreamAccountPages } from './upstream-account-pages.ts'

/** What a person sees. The server says what, the pages say how: strings in, a whole HTML document out. */
export interface Pages extends DoorPages, SitePages {}

/** {@link Pages} of which those beside sign-in are made when somebody comes for the first of them: a server that starts loads half as much. */
export interface LatePages extends DoorPages {
  /** Called once, unless it rejects: then with the next request. */
  loadSite(): Promise<SitePages>
}

/** The pages on the way of a sign-in, there from the start. */
export interface DoorPages {
  signIn(page: SignInPage): string
  consent(page: ConsentPage): string
  error(page: ErrorPage): string
  formPost(page: FormPostPage): string
  webMessage(page: WebMessagePage): string
  device(page: DevicePage): string
  /** BCP 47 tags of the languages the pages speak, the fallback first; English alone when absent. */
  readonly languages?: readonly string[]
  /** Files the pages refer to, by their path below the server (`/assets/…`, content-addressed, cached for ever). */
  readonly assets: ReadonlyMap<string, { readonly contentType: string; readonly body: string }>
}

/** The pages beside sign-in, and the mails that lead to them. */
export interface SitePages {
  readonly account: AccountPages
  readonly authorizedApps: AuthorizedAppsPages
  formAgain(page: FormAgainPage): string
  readonly developers: DeveloperPages
  readonly passkeys: PasskeyPages
  readonly secondFactors: SecondFactorPages
  readonly signInLog: SignInLogPages
  readonly upstreamAccounts: UpstreamAccountPages
  readonly tryIt: TryItPages
  readonly tokens: TokenPages
}

/** What every page needs. */
export interface PageFrame {
  /** Where this server stands, without a trailing slash; prefix of every path on the page. */
  readonly basePath: string
  readonly platform: { readonly name: string; readonly accent: string; readonly onAccent: string }
  /** BCP 47, best match of the person's languages; pages fall back to English. */
  readonly language: string
  /** Small window or whole tab. */
  readonly display: 'popup' | 'page'
  /** Value of the `nonce` that the Content-Security-Policy of this answer allows for scripts. */
  readonly scriptNonce: string
}

/** The app that asks. All of it is the developer's text: untrusted. */
export interface ShownClient {
  readonly name: string
  /** Path below the server; absent without one. */
  readonly logo?: string
  readonly homepage: string | null
  readonly verified: boolean
  /** Whether anybody has registered it: what is not calls itself as it likes. */
  readonly registered: boolean
  readonly native: boolean
  /** Where the answer goes, in a form a person can judge: a host, or `myapp:` for an app on the device. */
  readonly returnsTo: string
}

/** Form with `username` and `password`, POSTed to `{basePath}/interaction/sign-in`. */
export interface SignInPage extends PageFrame {
  readonly client: ShownClient
  /** Hidden field `transaction`. */
  readonly transaction: string
  /** Hidden field `csrf`. */
  readonly csrf: string
  /** What the person typed before, or the `login_hint`. */
  readonly username: string
  /** Why the form is shown again; the fields keep what was typed, except the password. */
  readonly problem: 'wrong_credentials' | 'missing_username' | 'missing_password' | 'must_wait' | 'busy' | 'passkey_refused' | null
  /** With `must_wait`. */
  readonly waitSeconds?: number
  /** Where accounts are opened and recovered, as links of this server, that come back to this sign-in; `null` where they are not. */
  readonly links?: { readonly signUp: string | null; readonly recover: string } | null
  /** Form POSTed to `{basePath}/interaction/passkey`; absent where passkeys are not to be had. */
  readonly passkey?: PasskeyOffer | null
  /** Accounts of a laptop's emulator, to fill in with a click; empty in production. */
  readonly demoAccounts: readonly { readonly username: string; readonly password: string; readonly name: string }[]
}

/** Form with `decision` = `allow` | `deny` | `switch_account`, POSTed to `{basePath}/interaction/consent`. */
export interface ConsentPage extends PageFrame {
  readonly client: ShownClient
  readonly transaction: string
  readonly csrf: string
  readonly account: { readonly name: string; readonly username: string; readonly picture: string | null }
  /** In the platform's order. `isNew` marks what was not allowed before, when something was. */
  readonly scopes: readonly {
    readonly token: string
    readonly title: string
    readonly sentence: string
    readonly kind: 'read' | 'write'
    readonly isNew: boolean
  }[]
  /** Whether this app had been allowed less before. */
  readonly extendsEarlier: boolean
  /**
   * Set when the app is on another device, which shows this code. The person may have been sent here by somebody else who holds that device
   * (RFC 8628 §5.4): the page says so, and shows the code for comparing.
   */
  readonly device?: { readonly userCode: string } | null
}

/** The pages of a device without a browser (RFC 8628 §3.3): `enter` has a form with `user_code`, POSTed to `action`. */
export interface DevicePage extends PageFrame {
  readonly step: 'enter' | 'allowed' | 'denied'
  readonly action: string
  /** What was typed before, or came with the link. */
  readonly userCode: string
  /** Why the form is shown again. */
  readonly problem: 'unknown' | 'too_many' | null
}

/** An error that must not leave this origin. */
export interface ErrorPage extends PageFrame {
  /** Stable: `client_unknown`, `redirect_uri_mismatch`, `transaction_expired`, … */
  readonly code: string
  /** For the person: what happened, in plain words, and what to do. Pages may translate by `code`. */
  readonly title: string
  readonly message: string
  /** For the app's developer: exact reasons and what would be right. Never a secret. */
  readonly developer: readonly DeveloperNote[]
  /** Shown as the id to quote to the operator; `null` when there is no log entry to find. */
  readonly errorId: string | null
  /** Where a person who is lost on the site goes on: a path below the server. Absent when there is no way on from here. */
  readonly onward?: string
}

export interface DeveloperNote {
  readonly text: string
  /** Two values side by side, with the first difference marked. */
  readonly compare?: { readonly sentLabel: string; readonly sent: string; readonly registeredLabel: string; readonly registered: string }
}

/** OAuth 2.0 Form Post Response Mode: a form that posts itself, with a button for browsers without scripts. */
export interface FormPostPage extends PageFrame {
  readonly client: ShownClient
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
}

/**
 * A message to the window that opened this one, sent by a script, after which this window closes.
 * Where there is no opener any more, or no script runs, the page says so, and what to do.
 */
export interface WebMessagePage extends PageFrame {
  readonly client: ShownClient
  /** The only origin that may read it. */
  readonly targetOrigin: string
  readonly message: Readonly<Record<string, string>>
  /** Whether the message brings what the app asked for, or an error. */
  readonly outcome: 'allowed' | 'refused'
}
