import type { FormAgainMessages } from './form-again-messages.ts'

export const de: FormAgainMessages = {
  language: 'de',
  title: 'Noch einmal senden?',
  signedOut:
    'Du warst abgemeldet, bevor das ankam. Melde dich in einem neuen Tab an, komm dann hierher zurück und sende es. Nichts von deiner Eingabe ist verloren.',
  stale:
    'Dieses Formular ist von vor deiner Anmeldung oder war lange offen. Sieh es an und sende es noch einmal. Es wurde noch nichts geändert.',
  notKept: 'Passwörter, Codes und Dateien werden nicht aufgehoben: Du wirst vielleicht noch einmal danach gefragt.',
  signIn: 'In einem neuen Tab anmelden',
  send: 'Noch einmal senden',
  given: 'Was du eingegeben hast',
}
