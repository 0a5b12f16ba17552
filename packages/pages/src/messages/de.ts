import type { Messages } from './messages.ts'

export const de: Messages = {
  language: 'de',
  direction: 'ltr',

  signInTitle: 'Bei {platform} anmelden',
  signInFor: 'und weiter zu {app}',
  username: 'Benutzername oder E-Mail-Adresse',
  password: 'Passwort',
  signIn: 'Anmelden',
  forgotPassword: 'Passwort vergessen?',
  openAccount: 'Konto eröffnen',
  titleWithProblem: 'Problem: {title}',
  signInProblems: {
    passkey_refused: 'Dieser Passkey hat hier nicht funktioniert. Versuch es noch einmal, oder nimm dein Passwort.',
    wrong_credentials: 'Benutzername und Passwort gehören nicht zusammen. Prüfe beide und versuche es noch einmal.',
    missing_username: 'Gib deinen Benutzernamen ein.',
    must_wait: 'Das waren zu viele Versuche. Versuche es {time} noch einmal.',
    missing_password: 'Gib dein Passwort ein.',
    busy: 'Gerade melden sich viele Menschen an. Warte einen Moment und versuche es noch einmal.',
  },
  demoAccounts: 'Demo-Konten',
  demoAccountsHint: 'Diese Plattform läuft auf deinem eigenen Rechner. Wähle eines, um dich anzumelden.',

  consentTitle: '{app} möchte dein {platform}-Konto nutzen',
  consentMoreTitle: '{app} möchte mehr mit deinem {platform}-Konto tun',
  consentWindowTitle: 'Diese App zulassen?',
  verifiedApp: 'Von {platform} geprüft',
  unverifiedApp: 'Nicht von {platform} geprüft. Lass sie nur zu, wenn du sie kennst.',
  unregisteredApp:
    'Nicht bei {platform} registriert: Jeder kann diesen Namen benutzen. Lass sie nur zu, wenn du sie gerade selbst geöffnet hast.',
  nativeApp: 'App auf deinem Gerät',
  account: 'Dein Konto',
  switchAccount: 'Nicht du?',
  allowedBefore: 'Du hast diese App schon einmal zugelassen. Neues ist markiert.',
  writeScopes: 'Sie könnte etwas ändern',
  readScopes: 'Sie könnte sehen',
  noScopes: 'Sie möchte nur wissen, dass du sie zulässt.',
  newScope: 'Neu',
  returnsTo: 'Danach geht es weiter zu {place}',
  returnsToNative: 'Danach geht es zurück zur App auf diesem Gerät, zu {place}',
  allow: 'Zulassen',
  deny: 'Ablehnen',

  forDeveloper: 'Für die Entwickler dieser App',
  errorCode: 'Fehlercode',
  errorId: 'Fehlernummer',
  firstDifference: 'Der erste Unterschied ist Zeichen {position}.',
  valueEnds: 'endet hier',
  differsHere: 'erster Unterschied:',
  errors: {
    page_unknown: {
      title: 'Hier ist nichts',
      message: 'Es ist umgezogen, wurde gelöscht oder ist nicht für dich. Prüfe die Adresse, und mit welchem Konto du angemeldet bist.',
    },
    owner_only: {
      title: 'Das dürfen nur die Besitzer dieser App',
      message: 'Bitte jemanden darum, dem die App gehört, oder lass dich selbst dazu machen: Wer das ist, steht auf der Seite des Teams.',
    },
    client_unknown: {
      title: 'Wir kennen diese App nicht',
      message:
        'Die App, von der du kommst, ist bei uns nicht registriert. Wir können dich dort nicht anmelden. Du kannst diese Seite schließen.',
    },
    redirect_uri_missing: {
      title: 'Diese App hat nicht gesagt, wohin wir dich zurückschicken sollen',
      message:
        'In der App ist etwas falsch eingestellt. Es wurde nichts mit ihr geteilt. Du kannst diese Seite schließen und es den Menschen sagen, die die App machen.',
    },
    redirect_uri_invalid: {
      title: 'Diese App will dich an eine Adresse schicken, die wir nicht zulassen',
      message:
        'In der App ist etwas falsch eingestellt. Es wurde nichts mit ihr geteilt. Du kannst diese Seite schließen und es den Menschen sagen, die die App machen.',
    },
    redirect_uri_mismatch: {
      title: 'Diese App will dich an eine Adresse schicken, die sie nicht registriert hat',
      message:
        'Zu deiner Sicherheit haben wir hier angehalten, und nichts wurde geteilt. Du kannst diese Seite schließen; wenn du der App vertraust, sag es den Menschen, die sie machen.',
    },
    request_malformed: {
      title: 'Wir konnten diese Anfrage nicht lesen',
      message: 'Geh zurück zur App und versuche es noch einmal. Wenn es wieder passiert, sag es den Menschen, die die App machen.',
    },
    request_too_large: {
      title: 'Diese Anfrage ist zu groß',
      message: 'Geh zurück zur App und versuche es noch einmal. Wenn es wieder passiert, sag es den Menschen, die die App machen.',
    },
    transaction_expired: {
      title: 'Diese Anmeldung ist vorbei',
      message:
        'Sie ist abgelaufen, schon beendet oder wurde in einem anderen Browser begonnen. Geh zurück zur App und melde dich dort noch einmal an.',
    },
    request_forged: {
      title: 'Wir konnten nicht sicher sein, dass das von dir kam',
      message: 'Zum Schutz deines Kontos haben wir hier angehalten. Geh zurück zur App und melde dich dort noch einmal an.',
    },
    temporarily_unavailable: {
      title: 'Das geht gerade nicht',
      message: 'Nichts ist verloren. Bitte warte einen Moment und versuche es noch einmal.',
    },
    server_error: {
      title: 'Bei uns ist etwas schiefgegangen',
      message: 'Es lag nicht an dir. Bitte versuche es noch einmal; wenn es wieder passiert, nenne uns die Nummer unten.',
    },
  },

  formPostTitle: 'Zurück zu {app}',
  formPostMessage: 'Du bist auf dem Weg. Wenn nichts passiert, drücke den Knopf.',
  formPostContinue: 'Weiter',

  deviceTitle: 'Ein Gerät mit {platform} verbinden',
  deviceLead: 'Gib den Code ein, den dein Gerät oder Terminal zeigt.',
  deviceCode: 'Code',
  deviceContinue: 'Weiter',
  deviceProblems: {
    unknown: 'Dieser Code stimmt nicht oder ist abgelaufen. Sieh noch einmal auf das Gerät: Ein Code gilt nur wenige Minuten.',
    too_many: 'Zu viele Codes waren falsch. Warte zehn Minuten und versuche es noch einmal.',
  },
  deviceWarning: 'Hat dir jemand diesen Code oder Link geschickt? Dann hör hier auf: Er käme in dein Konto.',
  deviceCompare:
    'Diese App läuft auf einem anderen Gerät. Lass sie nur zu, wenn du sie dort gerade selbst gestartet hast und sie {code} zeigt.',
  deviceAllowedTitle: 'Dein Gerät ist angemeldet',
  deviceAllowed: 'Geh zurück zu ihm: Es macht in ein paar Sekunden von selbst weiter. Du kannst diese Seite schließen.',
  deviceDeniedTitle: 'Nichts wurde zugelassen',
  deviceDenied: 'Das Gerät erfährt, dass du abgelehnt hast. Du kannst diese Seite schließen.',

  webMessageWindowTitle: 'Zurück zur App',
  webMessageAllowed: 'Du bist zurück in {app}',
  webMessageRefused: '{app} weiß, dass es nicht geklappt hat',
  webMessageClose: 'Dieses Fenster schließt sich von selbst. Wenn nicht, kannst du es schließen.',
  webMessageAloneTitle: 'Wir erreichen {app} von diesem Fenster aus nicht',
  webMessageAlone:
    'Das Fenster, aus dem du kommst, ist geschlossen oder von diesem abgeschnitten, oder Skripte sind ausgeschaltet. Es wurde nichts geteilt. Schließe dieses Fenster, geh zurück zu {app} und melde dich dort noch einmal an.',
}
