import { chooseCatalogue } from '../../site/choose-catalogue.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { TryItMessages } from './try-it-messages.ts'

/** Finds the words of the console in a language, or in English. */
export function tryItMessagesFor(language: string): TryItMessages {
  return chooseCatalogue([en, de, fr, es, ja], language)
}
