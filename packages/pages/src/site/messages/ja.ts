import type { SiteMessages } from './site-messages.ts'

export const ja: SiteMessages = {
  language: 'ja',
  skip: '本文へ移動',
  navigation: 'アカウント',
  sections: {
    account: 'アカウント',
    security: 'セキュリティ',
    apps: '許可したアプリ',
    tokens: 'アクセストークン',
    developers: '開発者向け',
  },
  signedInAs: '{account} としてログイン中',
  signOut: 'ログアウト',
  copy: 'コピー',
  copied: 'コピーしました',
  problems: '次の項目を確認してください。',
  optional: '任意',
  never: 'なし',
}
