import type { AuthorizationServerOptions } from '@stagedoor/server'
import { createSharpLogoEncoder } from '../logos/sharp-logo-encoder.ts'
import { createSmtpMailer } from '../mail/smtp-mailer.ts'
import { createSimplePasskeyVerifier } from '../passkeys/simple-passkey-verifier.ts'
import type { Config } from './read-config.ts'

/** What the pages beside sign-in need of the world. */
export function createSite({ smtp, signUp, scannerKeys, accounts }: Config): NonNullable<AuthorizationServerOptions['site']> {
  return {
    signUp,
    scannerKeys,
    logoEncoder: createSharpLogoEncoder(),
    passkeyVerifier: createSimplePasskeyVerifier(),
    ...(accounts !== null && { accounts: accounts.kind === 'openid' ? { ...accounts, fetch } : accounts }),
    ...(smtp !== null && { mailer: createSmtpMailer(smtp) }),
  }
}
