import type { AuthorizedAppsMessages } from './authorized-apps-messages.ts'

export const fr: AuthorizedAppsMessages = {
  language: 'fr',
  title: 'Applis autorisées',
  lead: 'Ces applis peuvent agir pour toi sur {platform}. Retire celles que tu n’utilises plus.',
  empty: 'Aucune appli n’a accès à ton compte.',
  verified: 'Vérifiée par {platform}',
  since: 'Autorisée {when}',
  lastUsed: 'dernière utilisation {when}',
  notUsed: 'pas utilisée',
  mayChange: 'Peut modifier',
  maySee: 'Peut voir',
  mayKnow: 'Peut seulement savoir que tu l’as autorisée.',
  revoke: 'Retirer l’accès',
  revokeApp: 'Retirer l’accès de {app}',
  revokeAllTitle: 'Tout retirer',
  revokeAllLead: 'Chaque appli perd son accès tout de suite, sur tous les appareils. Tu pourras autoriser à nouveau chacune d’elles.',
  revokeAll: 'Retirer l’accès de toutes les applis',
  notices: {
    app_revoked: 'L’appli n’a plus accès. Ce qu’elle détenait vient de cesser de fonctionner.',
    app_gone: 'Cette appli n’avait déjà plus accès.',
    all_revoked: 'Plus aucune appli n’a accès.',
  },
}
