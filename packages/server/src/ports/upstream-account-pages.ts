import type { SiteFrame } from './site-frame.ts'

/** The one page of sign-in that is left where accounts are elsewhere. */
export interface UpstreamAccountPages {
  signIn(page: UpstreamSignInPage): string
}

/** Why a sign-in elsewhere came to nothing, as far as the person is concerned. */
export type UpstreamProblem = 'denied' | 'over' | 'refused' | 'disabled' | 'unavailable'

/** Says what happened, and leads to sign-in: a link to `/account/sign-in` with `continue`. */
export interface UpstreamSignInPage extends SiteFrame {
  readonly problem: UpstreamProblem | null
  readonly continueAt: string
}
