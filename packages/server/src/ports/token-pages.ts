import type { EpochSeconds } from './records.ts'
import type { SiteFrame } from './site-frame.ts'

/** The pages on which people make tokens for their own scripts, as {@link SiteFrame.tokenName} calls them, and end them. */
export interface TokenPages {
  list(page: TokenListPage): string
  form(page: TokenFormPage): string
  /** Shows a token, this once. */
  created(page: NewTokenPage): string
}

/** What is wrong with a field; the fields keep what was typed. */
export interface TokenProblem {
  /** Empty when it is about the whole form. */
  readonly field: 'name' | 'scope' | 'expires' | ''
  readonly code:
    | 'name_missing'
    | 'name_too_long'
    | 'name_malformed'
    | 'scope_missing'
    | 'scope_unknown'
    | 'expires_unknown'
    | 'too_many'
    | 'busy'
  /** The scope token that is unknown, as it came: untrusted. */
  readonly value?: string
}

/** Forms to `{basePath}/account/tokens` with `act` = `rename` (`token`, `name`), `revoke` (`token`) or `revoke_all`. */
export interface TokenListPage extends SiteFrame {
  readonly tokens: readonly ShownToken[]
  /** A new name that could not be taken; `null` for none. */
  readonly renaming: { readonly id: string; readonly typed: string; readonly problem: TokenProblem } | null
}

/** What can be said of a token without being it. */
export interface ShownToken {
  readonly id: string
  /** Its owner's text. */
  readonly name: string
  /** How it begins, and its last four characters, where they are known. */
  readonly prefix: string
  readonly ending: string | null
  /** Titles, in the platform's order; `null` for everything that the account may. */
  readonly scopes: readonly string[] | null
  readonly createdAt: EpochSeconds
  readonly expiresAt: EpochSeconds | null
  readonly lastUsedAt: EpochSeconds | null
  readonly lastUsedFrom: string | null
  /** `reported`: ended because somebody found it in public. */
  readonly state: 'active' | 'expired' | 'revoked' | 'reported'
  readonly endedAt: EpochSeconds | null
}

/** How long a new token may live. */
export type TokenLifetime = 'week' | 'month' | 'quarter' | 'year' | 'never'

/** Fields `name`, `scope_<token>` for each scope, `expires`; hidden `draft`. POSTed to `{basePath}/account/tokens/new`. */
export interface TokenFormPage extends SiteFrame {
  readonly draft: string
  readonly values: { readonly name: string; readonly scope: readonly string[]; readonly expires: TokenLifetime }
  /** Empty where a token may do everything that the account may. */
  readonly scopes: readonly { readonly token: string; readonly title: string; readonly kind: 'read' | 'write' }[]
  readonly lifetimes: readonly TokenLifetime[]
  readonly problems: readonly TokenProblem[]
}

export interface NewTokenPage extends SiteFrame {
  readonly name: string
  readonly token: string
  readonly expiresAt: EpochSeconds | null
}
