import { chooseCatalogue } from '../site/choose-catalogue.ts'
import { de } from './messages/de.ts'
import { en } from './messages/en.ts'
import { es } from './messages/es.ts'
import { fr } from './messages/fr.ts'
import { ja } from './messages/ja.ts'
import type { PasskeyMessages } from './messages/passkey-messages.ts'

/** Finds the words about passkeys in a language. */
export function passkeyWords(language: string): PasskeyMessages {
  return chooseCatalogue([en, de, fr, es, ja], language)
}
