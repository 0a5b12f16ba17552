/** A scope token and what it means to the person who presses Allow. */
export interface ScopeDescription {
  readonly token: string
  /** Two to five words: "See your profile". */
  readonly title: string
  /** One sentence in plain words, no jargon. */
  readonly sentence: string
  /** The same in other languages. */
  readonly translations?: TranslatedWords
  /** `write` is shown with more weight. */
  readonly kind: 'read' | 'write'
  /** Scope tokens this one includes: `write` includes `read` (Audius). */
  readonly includes: readonly string[]
}

/** By the first subtag of a language (BCP 47): `de`. English stands beside them, for everybody else. */
export type TranslatedWords = Readonly<Record<string, Pick<ScopeDescription, 'title' | 'sentence'>>>
