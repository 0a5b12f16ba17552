import type { SiteMessages } from './site-messages.ts'

export const fr: SiteMessages = {
  language: 'fr',
  skip: 'Aller au contenu',
  navigation: 'Ton compte',
  sections: { account: 'Compte', security: 'Sécurité', apps: 'Applis autorisées', tokens: 'Jetons d’accès', developers: 'Développement' },
  signedInAs: 'Connecté avec {account}',
  signOut: 'Se déconnecter',
  copy: 'Copier',
  copied: 'Copié',
  problems: 'Vérifie ceci :',
  optional: 'facultatif',
  never: 'jamais',
}
