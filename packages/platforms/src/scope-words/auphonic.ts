import type { TranslatedWords } from '../scope-description.ts'

/** What the one permission of this platform means, in other languages. */
export const auphonicWords: TranslatedWords = {
  de: {
    title: 'Dein ganzes Konto nutzen',
    sentence:
      'Die App kann alles in deinem Auphonic-Konto sehen und ändern: Produktionen, Presets, Dateien und Guthaben. Diese Erlaubnis gilt zehn Jahre.',
  },
  fr: {
    title: 'Utiliser tout ton compte',
    sentence:
      'L’appli peut tout voir et tout modifier dans ton compte Auphonic : productions, presets, fichiers et crédits. Cette autorisation dure dix ans.',
  },
  es: {
    title: 'Usar toda tu cuenta',
    sentence:
      'La app puede ver y cambiar todo en tu cuenta de Auphonic: producciones, presets, archivos y créditos. Este permiso dura diez años.',
  },
  ja: {
    title: 'アカウント全体を使う',
    sentence:
      'このアプリは、あなたの Auphonic アカウントのすべて（プロダクション、プリセット、ファイル、クレジット）を見たり変更したりできます。この許可は10年間続きます。',
  },
}
