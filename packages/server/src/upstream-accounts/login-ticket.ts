import type { AccountSource, TicketAccounts } from './account-source.ts'
import { isSignedBy, readSignedToken, type SignedToken } from './signed-token.ts'
import { readUpstreamPerson, type UpstreamPerson } from './upstream-person.ts'
import { UpstreamRefusal } from './upstream-refusal.ts'

/** A ticket lives a minute; so far may two clocks be apart. */
const longestTicketSeconds = 60
const clockDriftSeconds = 30

/** Writes the address of the platform's own sign-in page. */
export function ticketUrl(
  { signInUrl }: TicketAccounts,
  returnTo: string,
  asked: { readonly nonce: string; readonly again: boolean },
): string {
  const url = new URL(signInUrl)
  url.searchParams.set('return_to', returnTo)
  url.searchParams.set('nonce', asked.nonce)
  if (asked.again) url.searchParams.set('prompt', 'login')
  return url.href
}

/** Reads which sign-in a ticket answers, trusting nothing yet. */
export function readTicket(text: string | undefined): { readonly ticket: SignedToken; readonly nonce: string | undefined } {
  const ticket = readSignedToken(text ?? '', 'ticket')
  const { nonce } = ticket.claims
  return { ticket, nonce: typeof nonce === 'string' ? nonce : undefined }
}

/**
 * Checks a login ticket. That it is for this browser, and used once, its nonce has proven: it was taken before.
 *
 * @param audience - This server's issuer.
 * @throws UpstreamRefusal
 */
export function checkTicket(
  ticket: SignedToken,
  { keys, signInUrl }: Extract<AccountSource, { readonly kind: 'ticket' }>,
  { audience, now }: { readonly audience: string; readonly now: number },
): UpstreamPerson {
  if (!isSignedBy(ticket, keys)) throw new UpstreamRefusal('ticket_signature_wrong')
  const { aud, exp } = ticket.claims
  if (aud !== audience) throw new UpstreamRefusal('ticket_audience_wrong')
  if (typeof exp !== 'number' || exp <= now) throw new UpstreamRefusal('ticket_expired', 'over')
  if (exp > now + longestTicketSeconds + clockDriftSeconds) throw new UpstreamRefusal('ticket_lives_too_long')
  return readUpstreamPerson(new URL(signInUrl).origin, ticket.claims)
}
