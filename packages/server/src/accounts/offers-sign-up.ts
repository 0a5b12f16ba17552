import type { SiteOptions } from '../options.ts'

/** Tells whether anybody may open an account here. */
export function offersSignUp(site: SiteOptions | undefined): boolean {
  return site?.mailer !== undefined && site.signUp !== 'closed'
}
