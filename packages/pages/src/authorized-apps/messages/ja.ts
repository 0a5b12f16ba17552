import type { AuthorizedAppsMessages } from './authorized-apps-messages.ts'

export const ja: AuthorizedAppsMessages = {
  language: 'ja',
  title: '許可したアプリ',
  lead: 'これらのアプリは {platform} であなたの代わりに操作できます。使わなくなったものは許可を取り消しましょう。',
  empty: 'アカウントにアクセスできるアプリはありません。',
  verified: '{platform} が確認済み',
  since: '{when}に許可',
  lastUsed: '最後に使われたのは{when}',
  notUsed: '使われていません',
  mayChange: '変更できること',
  maySee: '見られること',
  mayKnow: 'あなたが許可したことだけを知ることができます。',
  revoke: '許可を取り消す',
  revokeApp: '{app} の許可を取り消す',
  revokeAllTitle: 'すべて取り消す',
  revokeAllLead: 'すべてのアプリが、どの端末でもすぐにアクセスできなくなります。あとでもう一度許可できます。',
  revokeAll: 'すべてのアプリの許可を取り消す',
  notices: {
    app_revoked: 'このアプリはもうアクセスできません。持っていた権限はたった今無効になりました。',
    app_gone: 'このアプリはすでにアクセスできませんでした。',
    all_revoked: 'アクセスできるアプリはもうありません。',
  },
}
