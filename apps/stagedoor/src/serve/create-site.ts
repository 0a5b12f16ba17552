import type { AuthorizationServerOptions } from '@stagedoor/server'
import { createSmtpMailer } from '../mail/smtp-mailer.ts'
import type { Config } from './read-config.ts'

/** What the pages beside sign-in need of the world. */
export function createSite({ smtp, signUp }: Config): NonNullable<AuthorizationServerOptions['site']> {
  return { signUp, ...(smtp !== null && { mailer: createSmtpMailer(smtp) }) }
}
