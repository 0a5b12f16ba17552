import type { UpstreamAccountMessages } from './upstream-account-messages.ts'

export const ja: UpstreamAccountMessages = {
  language: 'ja',
  lead: 'すでにお持ちのアカウントでサインインします。',
  goOn: 'サインインへ進む',
  problems: {
    denied: 'サインインは行われませんでした。何も変わっていません。',
    over: 'このサインインは時間がかかりすぎたか、すでに完了しているか、別のブラウザーで始められたものです。',
    refused: 'サインインが受け付けられませんでした。また起きる場合は、このプラットフォームの運営者に知らせてください。',
    disabled: 'このアカウントはここでは使えません。',
    unavailable: '今はサインインにつながりません。何も失われていません。少し待ってからもう一度お試しください。',
  },
  notices: {
    signed_out: 'ここからサインアウトしました。',
    account_closed: '保存していたアカウントの情報を消去しました。',
    switch_account: '別のアカウントでサインインしてください。',
    sign_in_again: '続けるには、もう一度サインインしてください。',
  },
}
