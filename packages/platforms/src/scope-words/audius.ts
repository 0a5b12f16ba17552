import type { TranslatedWords } from '../scope-description.ts'

/** What the scope tokens of this platform mean, in other languages. */
export const audiusWords: Readonly<Record<'read' | 'write', TranslatedWords>> = {
  read: {
    de: { title: 'Dein Profil sehen', sentence: 'Die App kann deinen Namen, dein Handle und dein Bild sehen und ob du verifiziert bist.' },
    fr: { title: 'Voir ton profil', sentence: 'L’appli peut voir ton nom, ton pseudo, ta photo et si tu es vérifié.' },
    es: { title: 'Ver tu perfil', sentence: 'La app puede ver tu nombre, tu usuario, tu foto y si estás verificado.' },
    ja: { title: 'プロフィールを見る', sentence: 'このアプリは、あなたの名前、ハンドル、画像、認証済みかどうかを見られます。' },
  },
  write: {
    de: {
      title: 'In deinem Namen handeln',
      sentence: 'Die App kann Tracks in dein Konto hochladen und deine Tracks, Favoriten und Follows ändern.',
    },
    fr: {
      title: 'Agir en ton nom',
      sentence: 'L’appli peut envoyer des morceaux sur ton compte, et modifier tes morceaux, tes favoris et tes abonnements.',
    },
    es: { title: 'Actuar en tu nombre', sentence: 'La app puede subir pistas a tu cuenta, y cambiar tus pistas, favoritos y seguidos.' },
    ja: {
      title: 'あなたの名前で操作する',
      sentence: 'このアプリは、あなたのアカウントに曲をアップロードし、曲、お気に入り、フォローを変更できます。',
    },
  },
}
