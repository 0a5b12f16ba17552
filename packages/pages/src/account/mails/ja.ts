import type { MailMessages } from './mail-messages.ts'

const half = 'リンクは30分間、一度だけ有効です。'

export const ja: MailMessages = {
  language: 'ja',
  mails: {
    confirm_sign_up: {
      subject: '{platform} のアドレスの確認',
      text: ['このアドレスで {platform} のアカウントを作成する手続きがありました。'],
      button: 'アカウントを作成',
      after: [half, '心当たりがなければ、何もしないでください。リンクを開かなければ、アカウントはできません。'],
    },
    has_account: {
      subject: '{platform} のアカウントをお持ちです',
      text: [
        'このアドレスで {platform} のアカウントを作成する手続きがありました。すでにアカウントをお持ちで、ユーザー名は {username} です。',
        '何も変わっていません。サインインするか、パスワードをお忘れなら新しいものを決めてください。',
      ],
      button: 'サインイン',
      after: ['パスワードをお忘れの場合：{recoverLink}'],
    },
    confirm_email: {
      subject: '{platform} の新しいアドレスの確認',
      text: ['{platform} のアカウントでこのアドレスを使う手続きがありました。'],
      button: 'このアドレスを確認',
      after: [half, '心当たりがなければ、何もしないでください。リンクを開かなければ、何も変わりません。'],
    },
    address_in_use: {
      subject: '{platform} でこのアドレスを使おうとした人がいます',
      text: [
        '{platform} の別のアカウントでこのアドレスを使う手続きがありました。このアドレスはアカウント {username} のもので、何も変わっていません。',
        'ご自身の場合は、先にそのアカウントにサインインするか、そのアカウントを削除してください。',
      ],
    },
    email_changed: {
      subject: '{platform} のアドレスが変わりました',
      text: [
        '{platform} のアカウント {username} のアドレスは {newEmail} になりました。これからは、アカウントを回復するリンクもそちらに届きます。',
        '心当たりがなければ、だれかがアカウントに入ったおそれがあります。{platform} の運営者に連絡してください。',
      ],
    },
    recover: {
      subject: '{platform} の新しいパスワード',
      text: ['{platform} のアカウント {username} のパスワードを決め直す手続きがありました。'],
      button: '新しいパスワードを決める',
      after: [half, '心当たりがなければ、何もしないでください。パスワードはそのままです。'],
    },
    password_changed: {
      subject: '{platform} のパスワードが変わりました',
      text: [
        '{platform} のアカウント {username} のパスワードが変更されました。',
        'ご自身で変更した場合は、何もする必要はありません。心当たりがない場合：',
      ],
      button: 'アカウントを取り戻す',
    },
    account_closed: {
      subject: '{platform} のアカウントを削除しました',
      text: [
        'ご希望のとおり、{platform} のアカウント {username} を削除しました。アプリはアクセスできなくなり、名前とこのアドレスは消去されました。',
      ],
    },
    token_created: {
      subject: '{platform} の新しいアクセストークン',
      text: [
        '{platform} のアカウント {username} に「{token}」が作られました。これを持つ人は、あなたとして操作できます。',
        'ご自身で作った場合は、何もする必要はありません。心当たりがなければ、無効にしてからパスワードを変えてください。',
      ],
      button: 'アクセストークンを見る',
    },
    token_reported: {
      subject: '{platform} のアクセストークンが公開された場所で見つかりました',
      text: [
        '{platform} のアカウント {username} のアクセストークン「{token}」が、だれでも読める場所で見つかりました。すぐに無効にしたため、使っていたスクリプトは止まっています。',
        '見つかった場所から取り除き、新しく作ってください。',
      ],
      button: 'アクセストークンを見る',
    },
    app_secret_reported: {
      subject: '{app} のシークレットが公開された場所で見つかりました',
      text: [
        '{platform} のアプリ {app} のクライアントシークレットが、だれでも読める場所で見つかりました。アプリを使う人が締め出されないよう、まだ有効です。',
        '新しいシークレットを作り、サーバーで使い始めてから、古いものを無効にしてください。できれば今日のうちにお願いします。',
      ],
      button: 'アプリのシークレットを見る',
    },
  },
  footer: 'このメールは {platform} のアカウントについてお送りしています。',
}
