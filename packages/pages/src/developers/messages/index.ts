import { chooseCatalogue } from '../../site/choose-catalogue.ts'
import { de } from './de.ts'
import type { DeveloperMessages } from './developer-messages.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'

/** Finds the words of the developer portal in a language, or in English. */
export function developerMessagesFor(language: string): DeveloperMessages {
  return chooseCatalogue([en, de, fr, es, ja], language)
}
