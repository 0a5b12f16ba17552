import type { EpochSeconds } from './records.ts'
import type { SiteFrame } from './site-frame.ts'

/** The page on which a person sees what has access, and takes it back. */
export interface AuthorizedAppsPages {
  list(page: AuthorizedAppsPage): string
}

/** Forms POST `client_id` to `{basePath}/account/apps/revoke`, or nothing to `{basePath}/account/apps/revoke-all`. */
export interface AuthorizedAppsPage extends SiteFrame {
  readonly apps: readonly {
    readonly id: string
    /** The developer's text: untrusted. */
    readonly name: string
    readonly homepage: string | null
    readonly verified: boolean
    /** Path below the server; `null` for none. */
    readonly logo: string | null
    readonly since: EpochSeconds
    readonly lastUsedAt: EpochSeconds | null
    /** In the platform's order; empty where it may only know that the person allowed it. */
    readonly scopes: readonly {
      readonly token: string
      readonly title: string
      readonly sentence: string
      readonly kind: 'read' | 'write'
    }[]
  }[]
}
