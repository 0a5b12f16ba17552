import type { FormAgainMessages } from './form-again-messages.ts'

export const ja: FormAgainMessages = {
  language: 'ja',
  title: 'もう一度送信しますか？',
  signedOut: '届く前にログアウトしていました。新しいタブでログインしてから、ここに戻って送信してください。入力した内容は失われていません。',
  stale: 'このフォームはログイン前のものか、長い間開かれていました。内容を確認して、もう一度送信してください。まだ何も変更されていません。',
  notKept: 'パスワード、コード、ファイルは保存されません。もう一度入力を求められることがあります。',
  signIn: '新しいタブでログイン',
  send: 'もう一度送信',
  given: '入力した内容',
}
