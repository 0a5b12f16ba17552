import type { AccountMail } from '../ports/account-pages.ts'
import { MailUnavailableError } from '../ports/mailer.ts'
import type { SiteVisit } from '../site/site-route.ts'

/**
 * Sends a mail in the language of who asked for it.
 *
 * @throws MailUnavailableError, also where this server sends none.
 */
export async function sendAccountMail(
  { context, frame }: Pick<SiteVisit, 'context' | 'frame'>,
  to: string,
  mail: AccountMail,
): Promise<void> {
  const mailer = context.site?.mailer
  if (mailer === undefined) throw new MailUnavailableError('This server sends no mail.')
  await mailer.send({ to, ...context.pages.account.mail(frame, mail) })
}

/** Sends a mail after the answer: whether there is one to send must not show in how long the answer takes. A failure is logged. */
export function sendLater(visit: Pick<SiteVisit, 'context' | 'frame'>, work: () => Promise<void>): void {
  const { context } = visit
  context.background.begin(work, (cause) => context.log({ reason: 'mail_not_sent', at: context.clock(), cause }))
}

/** Tells the owner of an account what was done to it, at the address that was proven; where there is none, nobody can be told. */
export function notifyOwner(visit: Pick<SiteVisit, 'context' | 'frame'>, email: string | null, mail: AccountMail): void {
  if (email === null || visit.context.site?.mailer === undefined) return
  sendLater(visit, () => sendAccountMail(visit, email, mail))
}
