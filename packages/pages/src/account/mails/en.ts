import type { MailMessages } from './mail-messages.ts'

const half = 'The link is good for half an hour, and once.'

export const en: MailMessages = {
  language: 'en',
  mails: {
    confirm_sign_up: {
      subject: 'Confirm your address for {platform}',
      text: ['Somebody, we hope it was you, is opening an account at {platform} with this address.'],
      button: 'Open my account',
      after: [half, 'If it was not you, do nothing: without the link there is no account.'],
    },
    has_account: {
      subject: 'You have an account at {platform}',
      text: [
        'Somebody, maybe you, wanted to open an account at {platform} with this address. You have one already: your username is {username}.',
        'Nothing has changed. Sign in, or choose a new password if you have lost yours.',
      ],
      button: 'Sign in',
      after: ['Lost your password? {recoverLink}'],
    },
    confirm_email: {
      subject: 'Confirm your new address for {platform}',
      text: ['You want to use this address for your account at {platform}.'],
      button: 'Confirm this address',
      after: [half, 'If it was not you, do nothing: without the link nothing changes.'],
    },
    address_in_use: {
      subject: 'Somebody wanted to use your address at {platform}',
      text: [
        'Somebody wanted to use this address for another account at {platform}. It belongs to your account {username}, and nothing has changed.',
        'If it was you: sign in to that account first, or close it.',
      ],
    },
    email_changed: {
      subject: 'Your address at {platform} has changed',
      text: [
        'Your account {username} at {platform} now uses {newEmail}. Links to recover it go there from now on, not here.',
        'If it was not you, somebody has got into your account: tell the people who run {platform}.',
      ],
    },
    recover: {
      subject: 'A new password for {platform}',
      text: ['Somebody, we hope it was you, has lost the password of your account {username} at {platform}.'],
      button: 'Choose a new password',
      after: [half, 'If it was not you, do nothing: your password stays as it is.'],
    },
    password_changed: {
      subject: 'Your password at {platform} has changed',
      text: [
        'The password of your account {username} at {platform} has just been changed.',
        'If it was you, there is nothing to do. If it was not:',
      ],
      button: 'Get my account back',
    },
    account_closed: {
      subject: 'Your account at {platform} is closed',
      text: [
        'Your account {username} at {platform} is closed, as you asked. Its apps have lost their access, and we have erased your name and this address.',
      ],
    },
    token_created: {
      subject: 'A new access token for your account at {platform}',
      text: [
        '“{token}” was just made for your account {username} at {platform}. Whoever has it can act as you.',
        'If it was you, there is nothing to do. If not, end it and change your password:',
      ],
      button: 'See my access tokens',
    },
    token_reported: {
      subject: 'Your access token at {platform} was found in public',
      text: [
        'Somebody found “{token}”, an access token of your account {username} at {platform}, where anybody could read it. We ended it at once: scripts that use it have stopped.',
        'Take it out of the place where it was found, and make a new one.',
      ],
      button: 'See my access tokens',
    },
    app_secret_reported: {
      subject: 'A secret of {app} was found in public',
      text: [
        'Somebody found a client secret of your app {app} at {platform} where anybody could read it. It still works, so that nobody is locked out of your app.',
        'Make a new secret, let your servers use it, then end the old one. Today, if you can.',
      ],
      button: 'See the secrets of the app',
    },
  },
  footer: 'This mail is about an account at {platform}.',
}
