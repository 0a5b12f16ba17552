import type { Messages } from './messages.ts'

export const ja: Messages = {
  language: 'ja',
  direction: 'ltr',

  signInTitle: '{platform} にログイン',
  signInFor: '続けて {app} へ進みます',
  username: 'ユーザー名またはメールアドレス',
  password: 'パスワード',
  signIn: 'ログイン',
  forgotPassword: 'パスワードをお忘れですか',
  openAccount: 'アカウントを作成',
  titleWithProblem: 'エラー: {title}',
  signInProblems: {
    passkey_refused: 'このパスキーはここでは使えませんでした。もう一度試すか、パスワードを使ってください。',
    wrong_credentials: 'ユーザー名とパスワードの組み合わせが違います。両方を確認して、もう一度お試しください。',
    missing_username: 'ユーザー名を入力してください。',
    must_wait: '試した回数が多すぎます。{time}にもう一度お試しください。',
    missing_password: 'パスワードを入力してください。',
    busy: 'ただいまログインが混み合っています。少し待ってから、もう一度お試しください。',
  },
  demoAccounts: 'デモアカウント',
  demoAccountsHint: 'このプラットフォームはあなたのコンピューターで動いています。押すとログインします。',

  consentTitle: '{app} があなたの {platform} アカウントの利用を求めています',
  consentMoreTitle: '{app} があなたの {platform} アカウントでさらに多くの操作を求めています',
  consentWindowTitle: 'このアプリを許可しますか？',
  verifiedApp: '{platform} が確認済み',
  unverifiedApp: '{platform} は確認していません。知っているアプリの場合だけ許可してください。',
  unregisteredApp: '{platform} に登録されていません。この名前は誰でも使えます。たった今ご自分で開いたアプリの場合だけ許可してください。',
  nativeApp: 'この端末のアプリ',
  account: 'あなたのアカウント',
  switchAccount: '別のアカウントを使う',
  allowedBefore: 'このアプリは以前に許可されています。新しい項目には印が付いています。',
  writeScopes: '変更できること',
  readScopes: '見られること',
  noScopes: 'あなたが許可したことを知るだけで、ほかには何も求めていません。',
  newScope: '新規',
  returnsTo: 'このあと {place} へ移動します',
  returnsToNative: 'このあと、この端末のアプリ（{place}）へ戻ります',
  allow: '許可する',
  deny: '許可しない',

  forDeveloper: 'このアプリの開発者の方へ',
  errorCode: 'エラーコード',
  errorId: 'エラー番号',
  firstDifference: '最初の違いは {position} 文字目です。',
  valueEnds: 'ここで終わり',
  differsHere: '最初の違い:',
  errors: {
    page_unknown: {
      title: 'ここには何もありません',
      message: '移動または削除されたか、閲覧できないページです。アドレスと、サインインしているアカウントを確認してください。',
    },
    owner_only: {
      title: 'この操作はアプリのオーナーだけができます',
      message: 'オーナーに依頼するか、オーナーにしてもらってください。オーナーはチームのページに載っています。',
    },
    client_unknown: {
      title: 'このアプリは登録されていません',
      message: '元のアプリは登録されていないため、ログインできません。このページは閉じてかまいません。',
    },
    redirect_uri_missing: {
      title: 'アプリが戻り先を指定していません',
      message: 'アプリの設定に誤りがあります。アプリには何も共有されていません。このページを閉じて、アプリの作成者に知らせてください。',
    },
    redirect_uri_invalid: {
      title: 'アプリの戻り先は許可されていないアドレスです',
      message: 'アプリの設定に誤りがあります。アプリには何も共有されていません。このページを閉じて、アプリの作成者に知らせてください。',
    },
    redirect_uri_mismatch: {
      title: 'アプリの戻り先が登録されていません',
      message:
        '安全のためここで止めました。何も共有されていません。このページは閉じてかまいません。信頼しているアプリであれば、作成者に知らせてください。',
    },
    request_malformed: {
      title: 'リクエストを読み取れませんでした',
      message: 'アプリに戻って、もう一度お試しください。繰り返す場合は、アプリの作成者に知らせてください。',
    },
    request_too_large: {
      title: 'リクエストが大きすぎます',
      message: 'アプリに戻って、もう一度お試しください。繰り返す場合は、アプリの作成者に知らせてください。',
    },
    transaction_expired: {
      title: 'このログインは終了しています',
      message:
        '期限切れか、すでに完了しているか、別のブラウザーで始められたものです。アプリに戻って、もう一度ログインボタンを押してください。',
    },
    request_forged: {
      title: 'あなたからの操作だと確認できませんでした',
      message: 'アカウントを守るため、ここで止めました。アプリに戻って、もう一度ログインボタンを押してください。',
    },
    temporarily_unavailable: {
      title: '今は処理できません',
      message: '何も失われていません。少し待ってから、もう一度お試しください。',
    },
    server_error: {
      title: 'こちらで問題が起きました',
      message: 'あなたのせいではありません。もう一度お試しください。繰り返す場合は、下の番号をお知らせください。',
    },
  },

  formPostTitle: '{app} へ戻ります',
  formPostMessage: '移動しています。何も起きない場合は、ボタンを押してください。',
  formPostContinue: '続ける',

  deviceTitle: '端末を {platform} につなぐ',
  deviceLead: '端末またはターミナルに表示されたコードを入力してください。',
  deviceCode: 'コード',
  deviceContinue: '続ける',
  deviceProblems: {
    unknown: 'コードが違うか、期限が切れています。端末をもう一度確認してください。コードは数分間だけ有効です。',
    too_many: '間違ったコードが多すぎます。10分待ってから、もう一度お試しください。',
  },
  deviceWarning: 'このコードやリンクを誰かから受け取った場合は、ここでやめてください。その人があなたのアカウントに入れてしまいます。',
  deviceCompare: 'このアプリは別の端末にあります。たった今ご自分でその端末で開始し、{code} が表示されている場合だけ許可してください。',
  deviceAllowedTitle: '端末がログインしました',
  deviceAllowed: '端末に戻ってください。数秒で自動的に続きます。このページは閉じてかまいません。',
  deviceDeniedTitle: '何も許可されませんでした',
  deviceDenied: '許可しなかったことが端末に伝わります。このページは閉じてかまいません。',

  webMessageWindowTitle: 'アプリへ戻る',
  webMessageAllowed: '{app} に戻りました',
  webMessageRefused: 'うまくいかなかったことが {app} に伝わりました',
  webMessageClose: 'このウィンドウは自動的に閉じます。閉じない場合は、ご自分で閉じてください。',
  webMessageAloneTitle: 'このウィンドウから {app} に連絡できません',
  webMessageAlone:
    '元のウィンドウが閉じられたか、このウィンドウから切り離されたか、スクリプトが無効になっています。何も共有されていません。このウィンドウを閉じ、{app} に戻って、もう一度ログインボタンを押してください。',
}
