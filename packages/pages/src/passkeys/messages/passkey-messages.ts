import type { PasskeyProblem } from '@stagedoor/server/ports'

/** The words about passkeys, in one language. */
export interface PasskeyMessages {
  readonly language: string
  readonly signIn: string
  readonly title: string
  readonly lead: string
  /** With `{count}`. */
  readonly count: string
  readonly addFirst: string
  readonly manage: string
  readonly addTitle: string
  readonly needsScript: string
  readonly unsupported: string
  readonly name: string
  readonly nameHint: string
  readonly add: string
  /** With `{when}`. */
  readonly added: string
  /** With `{when}`. */
  readonly lastUsed: string
  readonly neverUsed: string
  readonly remove: string
  /** With `{name}`. */
  readonly removeNamed: string
  readonly problems: Readonly<Record<PasskeyProblem['code'], string>>
  readonly notices: Readonly<Record<string, string>>
}
