import { checkEmail, checkName } from '../accounts/account-rules.ts'
import type { UpstreamProfile } from '../ports/upstream-account-store.ts'
import { UpstreamRefusal } from './upstream-refusal.ts'

/** Who signed in elsewhere. */
export interface UpstreamPerson extends UpstreamProfile {
  readonly issuer: string
  readonly subject: string
  readonly username: string | undefined
}

/** Reads a person from claims (OpenID Connect Core §5.1). What is not as it should be is left out; only `sub` must be there. */
export function readUpstreamPerson(issuer: string, claims: Readonly<Record<string, unknown>>): UpstreamPerson {
  const { sub } = claims
  if (typeof sub !== 'string' || sub === '' || sub.length > 255) throw new UpstreamRefusal('subject_missing')
  const text = (name: string): string | undefined => (typeof claims[name] === 'string' ? claims[name] : undefined)
  const [name, email, picture] = [checkName(text('name') ?? ''), checkEmail(text('email') ?? ''), text('picture') ?? '']
  return {
    issuer,
    subject: sub,
    username: text('preferred_username'),
    name: name.ok ? name.value : undefined,
    email: email.ok ? email.value : undefined,
    emailVerified: claims['email_verified'] === true,
    picture: /^https:\/\/\S{1,1990}$/.test(picture) && URL.canParse(picture) ? picture : undefined,
  }
}
