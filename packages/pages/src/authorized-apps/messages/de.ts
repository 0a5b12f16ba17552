import type { AuthorizedAppsMessages } from './authorized-apps-messages.ts'

export const de: AuthorizedAppsMessages = {
  language: 'de',
  title: 'Apps mit Zugriff',
  lead: 'Diese Apps dürfen auf {platform} für dich handeln. Nimm zurück, was du nicht mehr nutzt.',
  empty: 'Keine App hat Zugriff auf dein Konto.',
  verified: 'Von {platform} geprüft',
  since: 'Zugelassen {when}',
  lastUsed: 'zuletzt genutzt {when}',
  notUsed: 'nicht in Gebrauch',
  mayChange: 'Darf etwas ändern',
  maySee: 'Darf sehen',
  mayKnow: 'Darf nur wissen, dass du sie zugelassen hast.',
  revoke: 'Zugriff entziehen',
  revokeApp: '{app} den Zugriff entziehen',
  revokeAllTitle: 'Allen den Zugriff entziehen',
  revokeAllLead: 'Jede App verliert ihren Zugriff sofort, auf jedem Gerät. Du kannst jede später wieder zulassen.',
  revokeAll: 'Allen Apps den Zugriff entziehen',
  notices: {
    app_revoked: 'Die App hat keinen Zugriff mehr. Was sie hatte, gilt ab sofort nicht mehr.',
    app_gone: 'Diese App hatte schon keinen Zugriff mehr.',
    all_revoked: 'Keine App hat mehr Zugriff.',
  },
}
