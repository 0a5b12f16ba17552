import type { SecondFactorMessages } from './second-factor-messages.ts'

export const en: SecondFactorMessages = {
  language: 'en',
  stepTitle: 'One more step',
  stepLead: 'Your password is right. Now type the code that your authenticator app shows.',
  code: 'Code from the app',
  codeHint: 'Six digits.',
  stepCode: 'Code',
  stepCodeHint: 'Six digits from the app, or one of your recovery codes.',
  goOn: 'Sign in',
  otherWay: 'Sign in another way',

  title: 'Two-step sign-in',
  lead: 'With it, a password alone opens nothing: an app on your phone shows a code that changes every 30 seconds.',
  steps: [
    'Get an authenticator app, if you have none: any will do.',
    'Scan this picture with it, or type the key.',
    'Type the code that the app shows now.',
  ],
  shortOn: 'It is on.',
  manage: 'Manage it',
  setUp: 'Set it up',
  qrCode: 'QR code with the key below',
  key: 'Key',
  switchOn: 'Switch it on',

  isOn: 'Two-step sign-in is on since {when}.',
  codesSection: 'Recovery codes',
  codesLeft: 'Recovery codes left: {count}. Each signs you in once when you do not have your phone.',
  newCodes: 'Make new codes',
  offSection: 'Switch it off',
  offLead: 'Your password alone opens your account then.',
  switchOff: 'Switch it off',

  codesTitle: 'Your recovery codes',
  codesNew: 'Two-step sign-in is on.',
  codesLead: 'Keep these where you will find them without your phone. Each is good once, and we show them only now.',
  codesKept: 'I have kept them',

  problems: {
    code_missing: 'Type the code.',
    code_wrong: 'This code is not right, or was used already. Wait for the next one, and check the clock of your phone.',
    must_wait: 'That was tried too often. Try again {time}.',
    busy: 'We could not get to it. Nothing is lost: try again in a moment.',
  },
  notices: {
    two_step_off: 'Two-step sign-in is off. Remove the account from your authenticator app.',
    enrolment_over: 'That took too long. Here is a new key: remove the old one from your app.',
  },
}
