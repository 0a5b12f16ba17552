/** One e-mail to one person, in their language, as text and as HTML that needs nothing from elsewhere. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Sends e-mail. It may hold a one-time link: never log it. */
export interface Mailer {
  /** Resolves when the mail was handed over. @throws MailUnavailableError */
  send(mail: Mail): Promise<void>
}

/** The mail could not be handed over now. Trying again later is right. */
export class MailUnavailableError extends Error {
  override readonly name = 'MailUnavailableError'
  readonly code = 'mail_unavailable'
}
