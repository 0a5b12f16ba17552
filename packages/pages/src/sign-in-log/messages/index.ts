import { chooseCatalogue } from '../../site/choose-catalogue.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { SignInLogMessages } from './sign-in-log-messages.ts'

/** Finds the words of the sign-in log in a language, or in English. */
export function signInLogMessagesFor(language: string): SignInLogMessages {
  return chooseCatalogue([en, de, fr, es, ja], language)
}
