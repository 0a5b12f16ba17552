import type { AccountMail } from '../ports/account-pages.ts'
import type { User } from '../ports/records.ts'
import type { SiteContext } from '../site/site-context.ts'

/**
 * Tells people by mail that a secret of theirs was found in public, after the answer, where their address is proven.
 *
 * A scanner does not say what they read: the mail is in the first language of the pages.
 */
export function tellOfLeak(context: SiteContext, userIds: readonly string[], mailTo: (user: User) => AccountMail): void {
  const mailer = context.site?.mailer
  if (mailer === undefined) return
  const { platform, pages, store, background } = context
  const [language = 'en'] = pages.languages ?? []
  const frame = { language, platform: { name: platform.name, accent: platform.look.accent, onAccent: platform.look.onAccent } }
  for (const userId of new Set(userIds)) {
    background.begin(
      async () => {
        const user = await store.users.find(userId)
        if (user?.email == null || !user.emailVerified || user.disabledAt !== null) return
        await mailer.send({ to: user.email, ...pages.account.mail(frame, mailTo(user)) })
      },
      (cause) => context.log({ reason: 'mail_not_sent', at: context.clock(), cause }),
    )
  }
}
