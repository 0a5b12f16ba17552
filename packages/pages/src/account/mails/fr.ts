import type { MailMessages } from './mail-messages.ts'

const half = 'Le lien est valable une demi-heure et une seule fois.'

export const fr: MailMessages = {
  language: 'fr',
  mails: {
    confirm_sign_up: {
      subject: 'Confirme ton adresse pour {platform}',
      text: ['Quelqu’un, toi nous l’espérons, ouvre un compte chez {platform} avec cette adresse.'],
      button: 'Ouvrir mon compte',
      after: [half, 'Si ce n’était pas toi, ne fais rien : sans le lien, il n’y a pas de compte.'],
    },
    has_account: {
      subject: 'Tu as déjà un compte chez {platform}',
      text: [
        'Quelqu’un, peut-être toi, a voulu ouvrir un compte chez {platform} avec cette adresse. Tu en as déjà un : ton nom d’utilisateur est {username}.',
        'Rien n’a changé. Connecte-toi, ou choisis un nouveau mot de passe si tu as perdu le tien.',
      ],
      button: 'Se connecter',
      after: ['Mot de passe perdu ? {recoverLink}'],
    },
    confirm_email: {
      subject: 'Confirme ta nouvelle adresse pour {platform}',
      text: ['Tu veux utiliser cette adresse pour ton compte chez {platform}.'],
      button: 'Confirmer cette adresse',
      after: [half, 'Si ce n’était pas toi, ne fais rien : sans le lien, rien ne change.'],
    },
    address_in_use: {
      subject: 'Quelqu’un a voulu utiliser ton adresse chez {platform}',
      text: [
        'Quelqu’un a voulu utiliser cette adresse pour un autre compte chez {platform}. Elle appartient à ton compte {username}, et rien n’a changé.',
        'Si c’était toi : connecte-toi d’abord à ce compte, ou ferme-le.',
      ],
    },
    email_changed: {
      subject: 'Ton adresse chez {platform} a changé',
      text: [
        'Ton compte {username} chez {platform} utilise maintenant {newEmail}. Les liens pour le retrouver y seront envoyés, et plus ici.',
        'Si ce n’était pas toi, quelqu’un est entré dans ton compte : dis-le à ceux qui gèrent {platform}.',
      ],
    },
    recover: {
      subject: 'Un nouveau mot de passe pour {platform}',
      text: ['Quelqu’un, toi nous l’espérons, a perdu le mot de passe de ton compte {username} chez {platform}.'],
      button: 'Choisir un nouveau mot de passe',
      after: [half, 'Si ce n’était pas toi, ne fais rien : ton mot de passe reste le même.'],
    },
    password_changed: {
      subject: 'Ton mot de passe chez {platform} a changé',
      text: [
        'Le mot de passe de ton compte {username} chez {platform} vient d’être changé.',
        'Si c’était toi, il n’y a rien à faire. Sinon :',
      ],
      button: 'Récupérer mon compte',
    },
    account_closed: {
      subject: 'Ton compte chez {platform} est fermé',
      text: [
        'Ton compte {username} chez {platform} est fermé, comme tu l’as demandé. Ses applications n’ont plus accès, et nous avons effacé ton nom et cette adresse.',
      ],
    },
    token_created: {
      subject: 'Un nouveau jeton d’accès pour ton compte chez {platform}',
      text: [
        '« {token} » vient d’être créé pour ton compte {username} chez {platform}. Qui l’a peut agir à ta place.',
        'Si c’était toi, il n’y a rien à faire. Sinon, mets-y fin et change ton mot de passe :',
      ],
      button: 'Voir mes jetons d’accès',
    },
    token_reported: {
      subject: 'Ton jeton d’accès chez {platform} a été trouvé en public',
      text: [
        'Quelqu’un a trouvé « {token} », un jeton d’accès de ton compte {username} chez {platform}, là où tout le monde pouvait le lire. Nous y avons mis fin aussitôt : les scripts qui l’utilisent se sont arrêtés.',
        'Retire-le de là où il a été trouvé, et crées-en un autre.',
      ],
      button: 'Voir mes jetons d’accès',
    },
    app_secret_reported: {
      subject: 'Un secret de {app} a été trouvé en public',
      text: [
        'Quelqu’un a trouvé un secret client de ton appli {app} chez {platform} là où tout le monde pouvait le lire. Il marche encore, pour que personne ne perde l’accès à ton appli.',
        'Crée un nouveau secret, fais-le utiliser par tes serveurs, puis mets fin à l’ancien. Aujourd’hui, si tu peux.',
      ],
      button: 'Voir les secrets de l’appli',
    },
  },
  footer: 'Cet e-mail concerne un compte chez {platform}.',
}
