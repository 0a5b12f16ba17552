import type { TokenLifetime, TokenProblem } from '@stagedoor/server/ports'

/** What a platform's tokens are called in this language: in the middle of a sentence, and as a heading. */
export interface TokenKind {
  readonly one: string
  readonly many: string
}

/**
 * What the pages of people's own tokens say.
 *
 * `{kind}` is {@link TokenKind.one}.
 */
export interface TokenMessages {
  readonly language: string
  /** By the platform's own name for them; a name that is not here is used as it is. */
  readonly kinds: Readonly<Record<string, TokenKind>>
  readonly lead: string
  readonly empty: string
  readonly create: string
  readonly everything: string
  readonly expires: string
  readonly expiresNever: string
  readonly created: string
  readonly lastUsed: string
  readonly lastUsedFrom: string
  readonly states: Readonly<Record<'expired' | 'revoked' | 'reported', string>>
  readonly reportedAdvice: string
  readonly endedTitle: string
  readonly rename: string
  readonly newName: string
  readonly save: string
  readonly revoke: string
  readonly revokeAllTitle: string
  readonly revokeAllLead: string
  readonly revokeAll: string
  readonly newTitle: string
  readonly newLead: string
  readonly name: string
  readonly nameHint: string
  readonly scopes: string
  readonly scopesHint: string
  readonly mayEverything: string
  readonly expiresLabel: string
  readonly lifetimes: Readonly<Record<TokenLifetime, string>>
  readonly neverHint: string
  readonly submit: string
  readonly createdTitle: string
  readonly createdLead: string
  readonly createdUse: string
  readonly createdKept: string
  readonly problems: Readonly<Record<TokenProblem['code'], string>>
  readonly notices: Readonly<Record<'token_renamed' | 'token_revoked' | 'token_gone' | 'token_there' | 'all_revoked', string>>
}
