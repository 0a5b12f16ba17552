import type { Messages } from './messages.ts'

export const fr: Messages = {
  language: 'fr',
  direction: 'ltr',

  signInTitle: 'Se connecter à {platform}',
  signInFor: 'et continuer vers {app}',
  username: 'Nom d’utilisateur ou adresse e-mail',
  password: 'Mot de passe',
  signIn: 'Se connecter',
  forgotPassword: 'Mot de passe oublié ?',
  openAccount: 'Ouvrir un compte',
  titleWithProblem: 'Problème : {title}',
  signInProblems: {
    passkey_refused: 'Cette clé d’accès n’a pas fonctionné ici. Réessaie, ou utilise ton mot de passe.',
    wrong_credentials: 'Ce nom d’utilisateur et ce mot de passe ne vont pas ensemble. Vérifie les deux et réessaie.',
    missing_username: 'Saisis ton nom d’utilisateur.',
    must_wait: 'Il y a eu trop d’essais. Réessaie {time}.',
    missing_password: 'Saisis ton mot de passe.',
    busy: 'Beaucoup de personnes se connectent en ce moment. Attends un instant et réessaie.',
  },
  demoAccounts: 'Comptes de démonstration',
  demoAccountsHint: 'Cette plateforme tourne sur ta propre machine. Choisis-en un pour te connecter.',

  consentTitle: '{app} souhaite utiliser ton compte {platform}',
  consentMoreTitle: '{app} souhaite en faire plus avec ton compte {platform}',
  consentWindowTitle: 'Autoriser cette appli ?',
  verifiedApp: 'Vérifiée par {platform}',
  unverifiedApp: 'Non vérifiée par {platform}. Ne l’autorise que si tu la connais.',
  unregisteredApp:
    'Pas enregistrée chez {platform} : n’importe qui peut utiliser ce nom. Ne l’autorise que si tu viens de l’ouvrir toi-même.',
  nativeApp: 'Appli sur ton appareil',
  account: 'Ton compte',
  switchAccount: 'Pas toi ?',
  allowedBefore: 'Tu as déjà autorisé cette appli. Ce qui est nouveau est marqué.',
  writeScopes: 'Elle pourrait modifier',
  readScopes: 'Elle pourrait voir',
  noScopes: 'Elle veut seulement savoir que tu l’autorises.',
  newScope: 'Nouveau',
  returnsTo: 'Ensuite tu iras sur {place}',
  returnsToNative: 'Ensuite tu reviendras à l’appli de cet appareil, sur {place}',
  allow: 'Autoriser',
  deny: 'Refuser',

  forDeveloper: 'Pour l’équipe qui développe cette appli',
  errorCode: 'Code d’erreur',
  errorId: 'Numéro d’erreur',
  firstDifference: 'La première différence est le caractère {position}.',
  valueEnds: 'se termine ici',
  differsHere: 'première différence :',
  errors: {
    page_unknown: {
      title: 'Il n’y a rien ici',
      message:
        'La page a changé de place, a été supprimée ou n’est pas pour toi. Vérifie l’adresse et le compte avec lequel tu es connecté.',
    },
    owner_only: {
      title: 'Seul un propriétaire de cette appli peut faire cela',
      message: 'Demande à un propriétaire de le faire, ou de te nommer propriétaire : ils figurent sur la page de l’équipe.',
    },
    client_unknown: {
      title: 'Nous ne connaissons pas cette appli',
      message: 'L’appli d’où tu viens n’est pas enregistrée chez nous, donc nous ne pouvons pas t’y connecter. Tu peux fermer cette page.',
    },
    redirect_uri_missing: {
      title: 'Cette appli n’a pas dit où te renvoyer',
      message:
        'Un réglage de l’appli est incorrect. Rien n’a été partagé avec elle. Tu peux fermer cette page et le dire aux personnes qui font l’appli.',
    },
    redirect_uri_invalid: {
      title: 'Cette appli veut t’envoyer à une adresse que nous n’autorisons pas',
      message:
        'Un réglage de l’appli est incorrect. Rien n’a été partagé avec elle. Tu peux fermer cette page et le dire aux personnes qui font l’appli.',
    },
    redirect_uri_mismatch: {
      title: 'Cette appli veut t’envoyer à une adresse qu’elle n’a pas enregistrée',
      message:
        'Pour ta sécurité nous nous sommes arrêtés ici, et rien n’a été partagé. Tu peux fermer cette page ; si tu fais confiance à l’appli, dis-le aux personnes qui la font.',
    },
    request_malformed: {
      title: 'Nous n’avons pas pu lire cette demande',
      message: 'Retourne dans l’appli et réessaie. Si cela se reproduit, dis-le aux personnes qui font l’appli.',
    },
    request_too_large: {
      title: 'Cette demande est trop grande',
      message: 'Retourne dans l’appli et réessaie. Si cela se reproduit, dis-le aux personnes qui font l’appli.',
    },
    transaction_expired: {
      title: 'Cette connexion est terminée',
      message:
        'Elle a expiré, était déjà finie, ou a été commencée dans un autre navigateur. Retourne dans l’appli et appuie encore sur son bouton de connexion.',
    },
    request_forged: {
      title: 'Nous n’avons pas pu vérifier que cela venait de toi',
      message: 'Pour protéger ton compte nous nous sommes arrêtés ici. Retourne dans l’appli et appuie encore sur son bouton de connexion.',
    },
    temporarily_unavailable: {
      title: 'Ce n’est pas possible pour le moment',
      message: 'Rien n’est perdu. Attends un instant et réessaie.',
    },
    server_error: {
      title: 'Quelque chose n’a pas marché chez nous',
      message: 'Ce n’était pas ta faute. Réessaie ; si cela se reproduit, donne-nous le numéro ci-dessous.',
    },
  },

  formPostTitle: 'Retour à {app}',
  formPostMessage: 'Tu es en route. S’il ne se passe rien, appuie sur le bouton.',
  formPostContinue: 'Continuer',

  deviceTitle: 'Connecter un appareil à {platform}',
  deviceLead: 'Saisis le code que montre ton appareil ou ton terminal.',
  deviceCode: 'Code',
  deviceContinue: 'Continuer',
  deviceProblems: {
    unknown: 'Ce code n’est pas le bon, ou il n’est plus valable. Regarde encore l’appareil : un code ne dure que quelques minutes.',
    too_many: 'Trop de codes étaient faux. Attends dix minutes et réessaie.',
  },
  deviceWarning: 'Si quelqu’un t’a envoyé ce code ou ce lien, arrête-toi ici : cette personne entrerait dans ton compte.',
  deviceCompare: 'Cette appli est sur un autre appareil. Ne l’autorise que si tu viens de l’y lancer toi-même et qu’elle montre {code}.',
  deviceAllowedTitle: 'Ton appareil est connecté',
  deviceAllowed: 'Retournes-y : il continue tout seul dans quelques secondes. Tu peux fermer cette page.',
  deviceDeniedTitle: 'Rien n’a été autorisé',
  deviceDenied: 'L’appareil apprend que tu as refusé. Tu peux fermer cette page.',

  webMessageWindowTitle: 'Retour à l’appli',
  webMessageAllowed: 'Te revoilà dans {app}',
  webMessageRefused: '{app} sait que cela n’a pas marché',
  webMessageClose: 'Cette fenêtre se ferme toute seule. Sinon, tu peux la fermer.',
  webMessageAloneTitle: 'Nous ne pouvons pas joindre {app} depuis cette fenêtre',
  webMessageAlone:
    'La fenêtre d’où tu viens est fermée ou coupée de celle-ci, ou les scripts sont désactivés. Rien n’a été partagé. Ferme cette fenêtre, retourne dans {app} et appuie encore sur son bouton de connexion.',
}
