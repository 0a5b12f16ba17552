import type { SiteMessages } from './site-messages.ts'

export const de: SiteMessages = {
  language: 'de',
  skip: 'Zum Inhalt springen',
  navigation: 'Dein Konto',
  sections: { account: 'Konto', security: 'Sicherheit', apps: 'Apps mit Zugriff', tokens: 'Zugriffstoken', developers: 'Entwickler' },
  signedInAs: 'Angemeldet als {account}',
  signOut: 'Abmelden',
  copy: 'Kopieren',
  copied: 'Kopiert',
  problems: 'Bitte prüfe das:',
  optional: 'freiwillig',
  never: 'nie',
}
