import { chooseCatalogue } from '../../site/choose-catalogue.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { TokenKind, TokenMessages } from './token-messages.ts'

/** Finds the words of the token pages in a language. */
export function tokenMessagesFor(language: string): TokenMessages {
  return chooseCatalogue([en, de, fr, es, ja], language)
}

/** Says what a platform calls its tokens; a name that nobody has translated stays as it is. */
export function tokenKind(language: string, name: string): TokenKind {
  const { kinds } = tokenMessagesFor(language)
  return (Object.hasOwn(kinds, name) ? kinds[name] : undefined) ?? { one: name, many: name }
}
