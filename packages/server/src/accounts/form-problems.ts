import type { AccountProblem } from '../ports/account-pages.ts'
import { MailUnavailableError } from '../ports/mailer.ts'
import { StoreUnavailableError } from '../ports/store.ts'
import { PasswordHasherBusyError } from '../ports/world.ts'
import type { SiteVisit } from '../site/site-route.ts'
import type { Checked } from './account-rules.ts'

/** Says how long to wait. */
export function mustWait({ context }: Pick<SiteVisit, 'context'>, until: number): AccountProblem {
  return { field: '', code: 'must_wait', waitSeconds: Math.max(1, until - context.now()) }
}

/** Names what was wrong with a checked field. */
export function problemOf(field: AccountProblem['field'], checked: Checked): readonly AccountProblem[] {
  return checked.ok ? [] : [{ field, code: checked.code }]
}

/** Status of a form that is shown again. */
export function statusOf(problems: readonly AccountProblem[]): number {
  const codes = new Set(problems.map(({ code }) => code))
  if (codes.size === 0) return 200
  if (codes.has('must_wait')) return 429
  if (codes.has('busy') || codes.has('mail_unavailable')) return 503
  if (codes.has('username_taken') || codes.has('last_owner')) return 409
  return codes.has('credentials_wrong') || codes.has('passkey_refused') || codes.has('password_wrong') ? 401 : 422
}

/**
 * Turns what may be over in a moment into words on the form, so that nothing that was typed is lost; anything else is thrown on.
 *
 * @throws what it was given, when it is a bug.
 */
export function passingProblem({ context }: Pick<SiteVisit, 'context'>, error: unknown): AccountProblem {
  const isBusy = error instanceof StoreUnavailableError || error instanceof PasswordHasherBusyError
  if (!isBusy && !(error instanceof MailUnavailableError)) throw error
  context.log({ reason: error.code, at: context.clock(), cause: error })
  return { field: '', code: isBusy ? 'busy' : 'mail_unavailable' }
}
