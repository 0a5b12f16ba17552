import type { PageFrame } from './pages.ts'

/** What every page outside a sign-in needs: accounts, apps with access, tokens, the developer portal. */
export interface SiteFrame extends PageFrame {
  readonly display: 'page'
  /** Which place of the navigation this page belongs to; `null` for none of them. */
  readonly section: SiteSection | null
  /** Places of this site that exist, in the order of the navigation. */
  readonly sections: readonly SiteSection[]
  /** What the platform calls the tokens that people make for themselves; absent where it has none. */
  readonly tokenName?: string
  /** Who is signed in; `null` for nobody, who then sees no navigation. */
  readonly account: { readonly name: string; readonly username: string; readonly picture: string | null } | null
  /** Hidden field `csrf` of every form. */
  readonly csrf: string
  /** What just happened, said once on top of the page: a name of the pages' own messages, never text of a request. Unknown ones are not shown. */
  readonly notice: string | null
  /** The clock, for pages that show when something was. */
  readonly now: number
}

/** The places of the navigation. */
export type SiteSection = 'account' | 'security' | 'apps' | 'tokens' | 'developers'
