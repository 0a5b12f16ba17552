/** Which field of a registration a problem is about. */
export type RegistrationField =
  | 'name'
  | 'homepage'
  | 'redirectUris'
  | 'scope'
  | 'applicationType'
  | 'authenticationMethod'
  | 'grantTypes'
  | 'responseTypes'

/** One thing that keeps an app from being registered as it is described. */
export interface RegistrationProblem {
  readonly field: RegistrationField
  /** Stable, snake_case: `redirect_uri_fragment`, `name_length`, … Pages have words for it in their languages. */
  readonly code: string
  /** What is wrong and what would be right, for a developer, in English; names no field. */
  readonly message: string
  /** Which entry of a list it is, from 0. */
  readonly index?: number
  /** What was probably meant. */
  readonly suggestion?: string
  /** What the words of a page fill in: the most there may be, the token that is unknown. */
  readonly value?: string
}

/** A registration that is not accepted, with all that is wrong with it; the first problem is the one to tell where there is room for one. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError'
  readonly code = 'registration_refused'
  readonly problems: readonly [RegistrationProblem, ...RegistrationProblem[]]

  constructor(problems: readonly [RegistrationProblem, ...RegistrationProblem[]]) {
    super(problems[0].message)
    this.problems = problems
  }
}
