import type { TranslatedWords } from '../scope-description.ts'

/** What the one permission of this platform means, in other languages. */
export const soundcloudWords: TranslatedWords = {
  de: {
    title: 'Dein ganzes Konto nutzen',
    sentence:
      'Die App kann alles in deinem SoundCloud-Konto sehen, in deinem Namen Tracks hochladen und ändern, was du hast, likest, repostest und wem du folgst.',
  },
  fr: {
    title: 'Utiliser tout ton compte',
    sentence:
      'L’appli peut tout voir dans ton compte SoundCloud, envoyer des morceaux en ton nom, et modifier ce que tu as, aimes, repostes et suis.',
  },
  es: {
    title: 'Usar toda tu cuenta',
    sentence:
      'La app puede ver todo en tu cuenta de SoundCloud, subir pistas en tu nombre, y cambiar lo que tienes, te gusta, reposteas y sigues.',
  },
  ja: {
    title: 'アカウント全体を使う',
    sentence:
      'このアプリは、あなたの SoundCloud アカウントのすべてを見たり、あなたの名前で曲をアップロードしたり、曲、いいね、リポスト、フォローを変更したりできます。',
  },
}
