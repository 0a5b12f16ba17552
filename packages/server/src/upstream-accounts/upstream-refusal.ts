import type { UpstreamProblem } from '../ports/upstream-account-pages.ts'

/** A sign-in elsewhere that came to nothing. */
export class UpstreamRefusal extends Error {
  override readonly name = 'UpstreamRefusal'
  /** For the operator's log: `ticket_expired`, `id_token_nonce_wrong`, … */
  readonly reason: string
  /** For the person. */
  readonly problem: UpstreamProblem

  constructor(reason: string, problem: UpstreamProblem = 'refused', options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
    this.problem = problem
  }
}
