import type { SiteMessages } from './site-messages.ts'

export const en: SiteMessages = {
  language: 'en',
  skip: 'Skip to the content',
  navigation: 'Your account',
  sections: { account: 'Account', security: 'Security', apps: 'Apps with access', tokens: 'Access tokens', developers: 'Developers' },
  signedInAs: 'Signed in as {account}',
  signOut: 'Sign out',
  copy: 'Copy',
  copied: 'Copied',
  problems: 'Please check this:',
  optional: 'optional',
  never: 'never',
}
