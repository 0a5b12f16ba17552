import { OAuthError, type OAuthErrorCode } from '@stagedoor/protocol'
import type { SignInFacts } from '../ports/sign-in-log-store.ts'

/** A refusal with what the app's developers need to see of it. They see it in the sign-in log; the caller never does. */
export class ExplainedRefusal extends OAuthError {
  readonly facts: SignInFacts

  constructor(code: OAuthErrorCode, description: string, { reason, facts }: { readonly reason: string; readonly facts: SignInFacts }) {
    super(code, description, { reason })
    this.facts = facts
  }
}
