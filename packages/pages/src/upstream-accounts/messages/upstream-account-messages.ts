import type { UpstreamProblem } from '@stagedoor/server/ports'

/** The words of sign-in where accounts are elsewhere, in one language. */
export interface UpstreamAccountMessages {
  readonly language: string
  readonly lead: string
  readonly goOn: string
  readonly problems: Readonly<Record<UpstreamProblem, string>>
  readonly notices: Readonly<Record<'signed_out' | 'account_closed' | 'switch_account' | 'sign_in_again', string>>
}
