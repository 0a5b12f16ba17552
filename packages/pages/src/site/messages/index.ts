import { chooseCatalogue } from '../choose-catalogue.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { SiteMessages } from './site-messages.ts'

/** Finds the words of the frame in a language, or in English. */
export function siteMessagesFor(language: string): SiteMessages {
  return chooseCatalogue([en, de, fr, es, ja], language)
}
