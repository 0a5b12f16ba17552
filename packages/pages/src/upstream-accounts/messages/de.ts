import type { UpstreamAccountMessages } from './upstream-account-messages.ts'

export const de: UpstreamAccountMessages = {
  language: 'de',
  lead: 'Du meldest dich mit dem Konto an, das du dort schon hast.',
  goOn: 'Zur Anmeldung',
  problems: {
    denied: 'Du hast dich nicht angemeldet. Nichts hat sich geändert.',
    over: 'Diese Anmeldung hat zu lange gedauert, war schon fertig oder wurde in einem anderen Browser begonnen.',
    refused: 'Die Anmeldung wurde nicht angenommen. Wenn es wieder passiert, sag es den Leuten, die diese Plattform betreiben.',
    disabled: 'Dieses Konto darf hier nicht benutzt werden.',
    unavailable: 'Die Anmeldung ist gerade nicht erreichbar. Nichts ist verloren: Versuch es gleich noch einmal.',
  },
  notices: {
    signed_out: 'Du bist hier abgemeldet.',
    account_closed: 'Was wir von deinem Konto hatten, ist gelöscht.',
    switch_account: 'Melde dich mit dem anderen Konto an.',
    sign_in_again: 'Melde dich für das, was jetzt kommt, noch einmal an.',
  },
}
