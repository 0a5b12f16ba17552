import type { AccountMail } from '@stagedoor/server/ports'

/** What the mails about accounts say. `{platform}`, `{username}`, `{newEmail}`, `{token}` and `{app}` are filled in. */
export interface MailMessages {
  readonly language: string
  readonly mails: Readonly<Record<AccountMail['kind'], MailWords>>
  /** Last line of every mail. */
  readonly footer: string
}

export interface MailWords {
  readonly subject: string
  readonly text: readonly string[]
  /** On the button that is the mail's link; absent where it has none. */
  readonly button?: string
  /** After the button. */
  readonly after?: readonly string[]
}
