import type { UpstreamAccountMessages } from './upstream-account-messages.ts'

export const fr: UpstreamAccountMessages = {
  language: 'fr',
  lead: 'Tu te connectes avec le compte que tu as déjà là-bas.',
  goOn: 'Aller à la connexion',
  problems: {
    denied: 'Tu ne t’es pas connecté. Rien n’a changé.',
    over: 'Cette connexion a pris trop de temps, était déjà terminée, ou a commencé dans un autre navigateur.',
    refused: 'La connexion n’a pas été acceptée. Si cela se reproduit, dis-le aux personnes qui gèrent cette plateforme.',
    disabled: 'Ce compte ne peut pas être utilisé ici.',
    unavailable: 'La connexion est injoignable pour l’instant. Rien n’est perdu : réessaie dans un moment.',
  },
  notices: {
    signed_out: 'Tu es déconnecté ici.',
    account_closed: 'Ce que nous avions de ton compte est effacé.',
    switch_account: 'Connecte-toi avec l’autre compte.',
    sign_in_again: 'Pour la suite, connecte-toi encore une fois.',
  },
}
