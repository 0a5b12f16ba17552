import type { TranslatedWords } from '../scope-description.ts'

/** What the scope tokens of this platform mean, in other languages. */
export const audiusLegacyWords: Readonly<Record<'read', TranslatedWords>> = {
  read: {
    de: {
      title: 'Dein Profil und deine E-Mail-Adresse sehen',
      sentence:
        'Die App kann deinen Namen, dein Handle, dein Bild und deine E-Mail-Adresse sehen und ob du verifiziert bist. Sie darf das behalten.',
    },
    fr: {
      title: 'Voir ton profil et ton e-mail',
      sentence: 'L’appli peut voir ton nom, ton pseudo, ta photo, ton adresse e-mail et si tu es vérifié. Elle peut les garder.',
    },
    es: {
      title: 'Ver tu perfil y tu correo',
      sentence: 'La app puede ver tu nombre, tu usuario, tu foto, tu dirección de correo y si estás verificado. Puede conservarlos.',
    },
    ja: {
      title: 'プロフィールとメールアドレスを見る',
      sentence: 'このアプリは、あなたの名前、ハンドル、画像、メールアドレス、認証済みかどうかを見られ、保存することもあります。',
    },
  },
}
