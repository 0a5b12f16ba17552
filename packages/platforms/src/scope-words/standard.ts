import type { TranslatedWords } from '../scope-description.ts'

/** What the scope tokens of this platform mean, in other languages. */
export const standardWords: Readonly<Record<'openid' | 'profile' | 'email' | 'tracks:read' | 'tracks:write', TranslatedWords>> = {
  openid: {
    de: { title: 'Wissen, dass du es bist', sentence: 'Die App erfährt, welches Konto deins ist, und sonst nichts darüber.' },
    fr: { title: 'Savoir que c’est toi', sentence: 'L’appli apprend quel compte est le tien, et rien d’autre.' },
    es: { title: 'Saber que eres tú', sentence: 'La app sabe qué cuenta es la tuya, y nada más.' },
    ja: { title: 'あなたであることを知る', sentence: 'このアプリは、どのアカウントがあなたのものかだけを知り、ほかのことは知りません。' },
  },
  profile: {
    de: { title: 'Dein Profil sehen', sentence: 'Die App kann deinen Namen, dein Handle und dein Bild sehen.' },
    fr: { title: 'Voir ton profil', sentence: 'L’appli peut voir ton nom, ton pseudo et ta photo.' },
    es: { title: 'Ver tu perfil', sentence: 'La app puede ver tu nombre, tu usuario y tu foto.' },
    ja: { title: 'プロフィールを見る', sentence: 'このアプリは、あなたの名前、ハンドル、画像を見られます。' },
  },
  email: {
    de: { title: 'Deine E-Mail-Adresse sehen', sentence: 'Die App kann deine E-Mail-Adresse sehen und dir schreiben.' },
    fr: { title: 'Voir ton adresse e-mail', sentence: 'L’appli peut voir ton adresse e-mail et t’écrire.' },
    es: { title: 'Ver tu dirección de correo', sentence: 'La app puede ver tu dirección de correo y escribirte.' },
    ja: { title: 'メールアドレスを見る', sentence: 'このアプリは、あなたのメールアドレスを見て、メールを送ることがあります。' },
  },
  'tracks:read': {
    de: { title: 'Deine Tracks sehen', sentence: 'Die App kann alle deine Tracks sehen, auch die, die du nicht veröffentlicht hast.' },
    fr: { title: 'Voir tes morceaux', sentence: 'L’appli peut voir tous tes morceaux, même ceux que tu n’as pas publiés.' },
    es: { title: 'Ver tus pistas', sentence: 'La app puede ver todas tus pistas, también las que no has publicado.' },
    ja: { title: '曲を見る', sentence: 'このアプリは、公開していないものも含めて、あなたの曲をすべて見られます。' },
  },
  'tracks:write': {
    de: {
      title: 'Tracks hinzufügen und ändern',
      sentence: 'Die App kann in deinem Namen Tracks hochladen und die, die du hast, ändern oder löschen.',
    },
    fr: {
      title: 'Ajouter et modifier tes morceaux',
      sentence: 'L’appli peut envoyer des morceaux en ton nom, et modifier ou supprimer ceux que tu as.',
    },
    es: { title: 'Añadir y cambiar tus pistas', sentence: 'La app puede subir pistas en tu nombre, y cambiar o borrar las que tienes.' },
    ja: { title: '曲を追加・変更する', sentence: 'このアプリは、あなたの名前で曲をアップロードし、既存のものを変更・削除できます。' },
  },
}
