import type { PasskeyMessages } from './passkey-messages.ts'

export const fr: PasskeyMessages = {
  language: 'fr',
  signIn: 'Se connecter avec une clé d’accès',
  title: 'Clés d’accès',
  lead: 'Avec une clé d’accès, tu te connectes avec l’empreinte, le visage ou le code de ton appareil. Personne ne peut la deviner, et aucun autre site ne peut la demander.',
  count: 'Clés d’accès de ton compte : {count}.',
  addFirst: 'Ajouter une clé d’accès',
  manage: 'Gérer les clés d’accès',
  addTitle: 'Ajouter une clé d’accès',
  needsScript: 'Les clés d’accès ont besoin de JavaScript, que ton navigateur n’exécute pas ici.',
  unsupported: 'Ce navigateur ne peut pas créer de clé d’accès à cette adresse. Prends un autre navigateur, ou ton mot de passe.',
  name: 'Nom',
  nameHint: 'Pour la reconnaître dans cette liste : l’appareil où elle se trouve.',
  add: 'Ajouter une clé d’accès',
  added: 'ajoutée {when}',
  lastUsed: 'dernière utilisation {when}',
  neverUsed: 'jamais utilisée',
  remove: 'Retirer',
  removeNamed: 'Retirer : {name}',
  problems: {
    name_missing: 'Donne un nom à la clé d’accès.',
    name_too_long: 'Un nom a au plus 80 caractères.',
    name_malformed: 'Ce nom contient des caractères que personne ne voit, ou qui retournent le texte. Tape-le sans eux.',
    passkey_missing: 'Il n’y a pas encore de clé d’accès. Appuie de nouveau sur le bouton et suis ton navigateur.',
    passkey_refused:
      'Cette clé d’accès n’a pas pu être ajoutée : cela a pris trop de temps, ou elle n’a pas vérifié que c’est toi. Réessaie.',
    passkey_known: 'Cet appareil a déjà une clé d’accès pour ton compte.',
    passkey_too_many: 'Tu as autant de clés d’accès qu’un compte peut en avoir. Retires-en une d’abord.',
    busy: 'Nous n’y sommes pas arrivés. Rien n’est perdu : réessaie dans un instant.',
  },
  notices: {
    passkey_added: 'Ta clé d’accès est là. Tu peux désormais te connecter avec elle.',
    passkey_removed: 'La clé d’accès est retirée. Supprime-la aussi sur ton appareil.',
    passkey_gone: 'Cette clé d’accès était déjà retirée.',
  },
}
