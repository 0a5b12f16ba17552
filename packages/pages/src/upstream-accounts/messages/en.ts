import type { UpstreamAccountMessages } from './upstream-account-messages.ts'

export const en: UpstreamAccountMessages = {
  language: 'en',
  lead: 'You sign in with the account you have there already.',
  goOn: 'Go to sign-in',
  problems: {
    denied: 'You did not sign in. Nothing has changed.',
    over: 'That sign-in took too long, was finished already, or was begun in another browser.',
    refused: 'The sign-in was not accepted. If it happens again, tell the people who run this platform.',
    disabled: 'This account may not be used here.',
    unavailable: 'Sign-in cannot be reached right now. Nothing is lost: try again in a moment.',
  },
  notices: {
    signed_out: 'You are signed out here.',
    account_closed: 'What we kept of your account is erased.',
    switch_account: 'Sign in with the other account.',
    sign_in_again: 'For what comes next, sign in once more.',
  },
}
