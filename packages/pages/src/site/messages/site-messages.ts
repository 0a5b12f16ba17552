import type { SiteSection } from '@stagedoor/server/ports'

/** What every page outside a sign-in says. */
export interface SiteMessages {
  readonly language: string
  readonly skip: string
  readonly navigation: string
  readonly sections: Readonly<Record<SiteSection, string>>
  readonly signedInAs: string
  readonly signOut: string
  readonly copy: string
  /** Said to a screen reader and shown on the button. */
  readonly copied: string
  /** Above the list of what is wrong with a form. */
  readonly problems: string
  readonly optional: string
  readonly never: string
}
