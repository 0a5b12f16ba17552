import type { PasskeyMessages } from './passkey-messages.ts'

export const de: PasskeyMessages = {
  language: 'de',
  signIn: 'Mit Passkey anmelden',
  title: 'Passkeys',
  lead: 'Mit einem Passkey meldest du dich mit Fingerabdruck, Gesicht oder PIN deines Geräts an. Niemand kann ihn erraten, und keine andere Website kann danach fragen.',
  count: 'Passkeys in deinem Konto: {count}.',
  addFirst: 'Passkey hinzufügen',
  manage: 'Passkeys verwalten',
  addTitle: 'Passkey hinzufügen',
  needsScript: 'Passkeys brauchen JavaScript, das dein Browser hier nicht ausführt.',
  unsupported: 'Dieser Browser kann unter dieser Adresse keine Passkeys anlegen. Nimm einen anderen Browser oder dein Passwort.',
  name: 'Name',
  nameHint: 'Damit du ihn in dieser Liste erkennst: das Gerät, auf dem er ist.',
  add: 'Passkey hinzufügen',
  added: 'hinzugefügt {when}',
  lastUsed: 'zuletzt benutzt {when}',
  neverUsed: 'nie benutzt',
  remove: 'Entfernen',
  removeNamed: 'Entfernen: {name}',
  problems: {
    name_missing: 'Gib dem Passkey einen Namen.',
    name_too_long: 'Ein Name hat höchstens 80 Zeichen.',
    name_malformed: 'Dieser Name hat Zeichen, die niemand sieht oder die den Text umdrehen. Tippe ihn ohne sie.',
    passkey_missing: 'Es gibt noch keinen Passkey. Drück die Taste noch einmal und folge deinem Browser.',
    passkey_refused:
      'Dieser Passkey konnte nicht hinzugefügt werden: Es hat zu lange gedauert, oder er hat nicht geprüft, dass du es bist. Versuch es noch einmal.',
    passkey_known: 'Dieses Gerät hat schon einen Passkey für dein Konto.',
    passkey_too_many: 'Du hast so viele Passkeys, wie ein Konto haben kann. Entferne zuerst einen.',
    busy: 'Wir sind nicht dazu gekommen. Nichts ist verloren: Versuch es gleich noch einmal.',
  },
  notices: {
    passkey_added: 'Dein Passkey ist da. Ab jetzt kannst du dich damit anmelden.',
    passkey_removed: 'Der Passkey ist entfernt. Lösche ihn auch auf deinem Gerät.',
    passkey_gone: 'Dieser Passkey war schon entfernt.',
  },
}
