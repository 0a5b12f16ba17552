import type { SecondFactorMessages } from './second-factor-messages.ts'

export const fr: SecondFactorMessages = {
  language: 'fr',
  stepTitle: 'Encore une étape',
  stepLead: 'Ton mot de passe est bon. Tape maintenant le code affiché par ton application d’authentification.',
  code: 'Code de l’application',
  codeHint: 'Six chiffres.',
  stepCode: 'Code',
  stepCodeHint: 'Six chiffres de l’application, ou l’un de tes codes de secours.',
  goOn: 'Se connecter',
  otherWay: 'Se connecter autrement',

  title: 'Connexion en deux étapes',
  lead: 'Avec elle, un mot de passe seul n’ouvre rien : une application sur ton téléphone affiche un code qui change toutes les 30 secondes.',
  steps: [
    'Installe une application d’authentification, si tu n’en as pas : n’importe laquelle convient.',
    'Scanne cette image avec elle, ou tape la clé.',
    'Tape le code que l’application affiche maintenant.',
  ],
  shortOn: 'Elle est active.',
  manage: 'La gérer',
  setUp: 'La configurer',
  qrCode: 'Code QR avec la clé ci-dessous',
  key: 'Clé',
  switchOn: 'Activer',

  isOn: 'La connexion en deux étapes est active depuis : {when}.',
  codesSection: 'Codes de secours',
  codesLeft: 'Codes de secours restants : {count}. Chacun te connecte une fois quand tu n’as pas ton téléphone.',
  newCodes: 'Créer de nouveaux codes',
  offSection: 'Désactiver',
  offLead: 'Ton mot de passe seul ouvrira alors ton compte.',
  switchOff: 'Désactiver',

  codesTitle: 'Tes codes de secours',
  codesNew: 'La connexion en deux étapes est active.',
  codesLead: 'Garde-les là où tu les trouveras sans ton téléphone. Chacun sert une fois, et nous ne les montrons que maintenant.',
  codesKept: 'Je les ai gardés',

  problems: {
    code_missing: 'Tape le code.',
    code_wrong: 'Ce code n’est pas bon, ou a déjà servi. Attends le suivant, et vérifie l’heure de ton téléphone.',
    must_wait: 'Trop d’essais. Réessaie {time}.',
    busy: 'Nous n’y sommes pas arrivés. Rien n’est perdu : réessaie dans un instant.',
  },
  notices: {
    two_step_off: 'La connexion en deux étapes est désactivée. Retire le compte de ton application d’authentification.',
    enrolment_over: 'Cela a pris trop de temps. Voici une nouvelle clé : retire l’ancienne de ton application.',
  },
}
