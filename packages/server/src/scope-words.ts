import type { ScopeDescription } from '@stagedoor/platforms'

/** What a scope token means, in the language of the page where the platform has it, else in English. @param language - BCP 47. */
export function scopeWords(
  { title, sentence, translations = {} }: Pick<ScopeDescription, 'title' | 'sentence' | 'translations'>,
  language: string,
): { readonly title: string; readonly sentence: string } {
  const primary = language.toLowerCase().split('-')[0] ?? ''
  const translated = Object.hasOwn(translations, primary) ? translations[primary] : undefined
  return translated ?? { title, sentence }
}
