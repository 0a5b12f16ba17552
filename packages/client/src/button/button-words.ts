/** What the button says in one language. */
export interface ButtonWords {
  /** What language it is (RFC 5646): for a screen reader. */
  readonly lang: string
  /** The label, where there is no `custom-text`; `$` stands for the platform's name. A live region says it again, with `…` while busy. */
  readonly login: string
  /** After a window was blocked, where the next press goes on in this tab. */
  readonly blocked: string
  /** After a sign-in that was cancelled or did not work. */
  readonly again: string
}

type Row = readonly [login: string, blocked: string, again: string]

/** Rows and not objects: the names of their members would weigh as much as the words. */
const ENGLISH: Row = ['Log in with $', 'Window blocked. Press again to go on in this tab.', 'Not signed in. Press to try again.']

/** By language (RFC 5646 §2.2.1). */
const WORDS: Readonly<Record<string, Row>> = {
  en: ENGLISH,
  de: ['Mit $ anmelden', 'Fenster blockiert. Erneut drücken: weiter in diesem Tab.', 'Nicht angemeldet. Erneut drücken.'],
  fr: ['Se connecter avec $', 'Fenêtre bloquée. Appuyez pour continuer dans cet onglet.', 'Non connecté. Appuyez pour réessayer.'],
  es: ['Iniciar sesión con $', 'Ventana bloqueada. Pulsa otra vez: sigue en esta pestaña.', 'Sin sesión. Pulsa otra vez.'],
  ja: ['$でログイン', 'ブロックされました。もう一度押すと、このタブで続けます。', 'ログインしていません。もう一度押してください。'],
}

/**
 * Finds the words of a language.
 *
 * @param tag - A language tag; a language that is not here speaks English.
 */
export function findButtonWords(tag: string): ButtonWords {
  const found = WORDS[tag.slice(0, 2).toLowerCase()]
  const [login, blocked, again] = found ?? ENGLISH
  return { lang: found ? tag : 'en', login, blocked, again }
}
