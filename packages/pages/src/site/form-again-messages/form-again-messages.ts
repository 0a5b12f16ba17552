/** What is said about a form that came too late. */
export interface FormAgainMessages {
  readonly language: string
  readonly title: string
  readonly signedOut: string
  readonly stale: string
  /** Passwords, codes and files do not come back. */
  readonly notKept: string
  readonly signIn: string
  readonly send: string
  readonly given: string
}
