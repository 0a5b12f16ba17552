import type { AuthorizedAppsMessages } from './authorized-apps-messages.ts'

export const en: AuthorizedAppsMessages = {
  language: 'en',
  title: 'Apps with access',
  lead: 'These apps can act for you on {platform}. Take back what you no longer use.',
  empty: 'No app has access to your account.',
  verified: 'Checked by {platform}',
  since: 'Allowed {when}',
  lastUsed: 'last used {when}',
  notUsed: 'not in use',
  mayChange: 'May change something',
  maySee: 'May see',
  mayKnow: 'May only know that you allowed it.',
  revoke: 'Remove access',
  revokeApp: 'Remove access of {app}',
  revokeAllTitle: 'Remove them all',
  revokeAllLead: 'Every app loses its access at once, on every device. You can allow each of them again later.',
  revokeAll: 'Remove access of all apps',
  notices: {
    app_revoked: 'The app has no access any more. What it held stopped working just now.',
    app_gone: 'This app had no access any more.',
    all_revoked: 'No app has access any more.',
  },
}
