import type { SecondFactorMessages } from './second-factor-messages.ts'

export const de: SecondFactorMessages = {
  language: 'de',
  stepTitle: 'Noch ein Schritt',
  stepLead: 'Dein Passwort stimmt. Gib jetzt den Code ein, den deine Authentifizierungs-App anzeigt.',
  code: 'Code aus der App',
  codeHint: 'Sechs Ziffern.',
  stepCode: 'Code',
  stepCodeHint: 'Sechs Ziffern aus der App, oder einer deiner Wiederherstellungscodes.',
  goOn: 'Anmelden',
  otherWay: 'Anders anmelden',

  title: 'Anmeldung in zwei Schritten',
  lead: 'Damit öffnet ein Passwort allein nichts: Eine App auf deinem Handy zeigt einen Code, der alle 30 Sekunden wechselt.',
  steps: [
    'Besorg dir eine Authentifizierungs-App, falls du keine hast: Jede ist recht.',
    'Scanne damit dieses Bild, oder tippe den Schlüssel ein.',
    'Gib den Code ein, den die App gerade anzeigt.',
  ],
  shortOn: 'Sie ist eingeschaltet.',
  manage: 'Verwalten',
  setUp: 'Einrichten',
  qrCode: 'QR-Code mit dem Schlüssel darunter',
  key: 'Schlüssel',
  switchOn: 'Einschalten',

  isOn: 'Die Anmeldung in zwei Schritten ist eingeschaltet seit: {when}.',
  codesSection: 'Wiederherstellungscodes',
  codesLeft: 'Übrige Wiederherstellungscodes: {count}. Jeder meldet dich einmal an, wenn du dein Handy nicht hast.',
  newCodes: 'Neue Codes machen',
  offSection: 'Ausschalten',
  offLead: 'Dann öffnet dein Passwort allein dein Konto.',
  switchOff: 'Ausschalten',

  codesTitle: 'Deine Wiederherstellungscodes',
  codesNew: 'Die Anmeldung in zwei Schritten ist eingeschaltet.',
  codesLead: 'Bewahre sie dort auf, wo du sie ohne dein Handy findest. Jeder gilt einmal, und wir zeigen sie nur jetzt.',
  codesKept: 'Ich habe sie aufbewahrt',

  problems: {
    code_missing: 'Gib den Code ein.',
    code_wrong: 'Dieser Code stimmt nicht oder ist schon verwendet. Warte auf den nächsten, und prüfe die Uhr deines Handys.',
    must_wait: 'Das wurde zu oft versucht. Versuch es {time} wieder.',
    busy: 'Wir sind nicht dazu gekommen. Nichts ist verloren: Versuch es gleich noch einmal.',
  },
  notices: {
    two_step_off: 'Die Anmeldung in zwei Schritten ist ausgeschaltet. Entferne das Konto aus deiner Authentifizierungs-App.',
    enrolment_over: 'Das hat zu lange gedauert. Hier ist ein neuer Schlüssel: Entferne den alten aus deiner App.',
  },
}
