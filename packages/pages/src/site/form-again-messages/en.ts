import type { FormAgainMessages } from './form-again-messages.ts'

export const en: FormAgainMessages = {
  language: 'en',
  title: 'Send this again?',
  signedOut: 'You were signed out before this arrived. Sign in in a new tab, then come back here and send it. Nothing you typed is lost.',
  stale: 'This form is from before you signed in, or was open for a long time. Look at it and send it again. Nothing was changed yet.',
  notKept: 'Passwords, codes and files are not kept: you may be asked for them again.',
  signIn: 'Sign in in a new tab',
  send: 'Send again',
  given: 'What you entered',
}
