import type { FormAgainMessages } from './form-again-messages.ts'

export const fr: FormAgainMessages = {
  language: 'fr',
  title: 'Envoyer à nouveau ?',
  signedOut:
    'Tu étais déconnecté avant que ceci n’arrive. Connecte-toi dans un nouvel onglet, puis reviens ici et envoie-le. Rien de ce que tu as saisi n’est perdu.',
  stale:
    'Ce formulaire date d’avant ta connexion, ou est resté ouvert longtemps. Regarde-le et envoie-le à nouveau. Rien n’a encore été changé.',
  notKept: 'Les mots de passe, codes et fichiers ne sont pas gardés : on te les redemandera peut-être.',
  signIn: 'Se connecter dans un nouvel onglet',
  send: 'Envoyer à nouveau',
  given: 'Ce que tu as saisi',
}
