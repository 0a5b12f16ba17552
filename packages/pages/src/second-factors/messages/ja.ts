import type { SecondFactorMessages } from './second-factor-messages.ts'

export const ja: SecondFactorMessages = {
  language: 'ja',
  stepTitle: 'あと一歩です',
  stepLead: 'パスワードは正しいです。次に、認証アプリに表示されているコードを入力してください。',
  code: 'アプリのコード',
  codeHint: '6桁の数字です。',
  stepCode: 'コード',
  stepCodeHint: 'アプリの6桁の数字、またはリカバリーコードです。',
  goOn: 'サインイン',
  otherWay: '別の方法でサインインする',

  title: '2段階サインイン',
  lead: 'これを使うと、パスワードだけでは何も開きません。スマートフォンのアプリに、30秒ごとに変わるコードが表示されます。',
  steps: [
    '認証アプリを持っていなければ用意してください。どのアプリでもかまいません。',
    'アプリでこの画像を読み取るか、キーを入力してください。',
    'アプリに今表示されているコードを入力してください。',
  ],
  shortOn: 'オンです。',
  manage: '管理する',
  setUp: '設定する',
  qrCode: '下のキーを含むQRコード',
  key: 'キー',
  switchOn: 'オンにする',

  isOn: '2段階サインインはオンです（開始：{when}）。',
  codesSection: 'リカバリーコード',
  codesLeft: '残りのリカバリーコード：{count}。スマートフォンが手元にないとき、それぞれ一度だけサインインできます。',
  newCodes: '新しいコードを作る',
  offSection: 'オフにする',
  offLead: 'オフにすると、パスワードだけでアカウントが開きます。',
  switchOff: 'オフにする',

  codesTitle: 'リカバリーコード',
  codesNew: '2段階サインインがオンになりました。',
  codesLead: 'スマートフォンがなくても見つけられる場所に保管してください。それぞれ一度だけ使え、表示されるのは今だけです。',
  codesKept: '保管しました',

  problems: {
    code_missing: 'コードを入力してください。',
    code_wrong: 'このコードは正しくないか、すでに使われています。次のコードを待ち、スマートフォンの時計を確かめてください。',
    must_wait: '試した回数が多すぎます。{time}にもう一度お試しください。',
    busy: '今は処理できませんでした。何も失われていません。少し待ってからもう一度お試しください。',
  },
  notices: {
    two_step_off: '2段階サインインはオフです。認証アプリからこのアカウントを削除してください。',
    enrolment_over: '時間がかかりすぎました。新しいキーを表示しています。古いキーはアプリから削除してください。',
  },
}
