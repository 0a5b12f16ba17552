import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { Messages } from './messages.ts'

export type { Messages } from './messages.ts'

/** Every catalogue; a further language is one file and one entry here. The first is for everyone who reads none of them. */
export const catalogues: readonly [Messages, ...Messages[]] = [en, de, fr, es, ja]

/**
 * Finds the catalogue of a language, or English.
 *
 * @param language - BCP 47; of its subtags only the first counts here: `de-CH` reads German.
 */
export function messagesFor(language: string): Messages {
  const primary = language.toLowerCase().split('-')[0]
  return catalogues.find((messages) => messages.language === primary) ?? catalogues[0]
}
