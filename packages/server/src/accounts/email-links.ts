import type { OpaqueTokenFormat } from '@stagedoor/platforms'
import type { EmailLink } from '../ports/account-store.ts'
import type { SecretKey } from '../ports/records.ts'
import { createOpaqueSecret, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'

/** Half an hour: as long as a mail may take, not as long as a mailbox is kept. */
export const linkLifetimeSeconds: number = 30 * 60

const linkFormat: OpaqueTokenFormat = { prefix: 'sd_el_', bytes: 38, checksum: false }

/** Where each link leads; its page shows a button, and the button does it: mail scanners open links, but press nothing. */
const LINK_PATHS: Readonly<Record<EmailLink['purpose'], string>> = {
  sign_up: '/account/sign-up/confirm',
  change_email: '/account/email/confirm',
  recover: '/account/recover/confirm',
}

/** Keeps what a link stands for, by its digest, and writes the link. It is a secret: for one mailbox, and no log. */
export async function issueEmailLink(
  context: Pick<ServerContext, 'baseUrl' | 'store' | 'clock' | 'random'>,
  link: EmailLink,
): Promise<string> {
  const secret = createOpaqueSecret(linkFormat, context.clock(), context.random)
  await context.store.accounts.issueLink(secret.key, link)
  return `${context.baseUrl}${LINK_PATHS[link.purpose]}?token=${secret.text}`
}

/** A link that somebody opened, with the key under which it can be taken. */
export interface OpenedLink<Purpose extends EmailLink['purpose']> {
  readonly key: SecretKey
  readonly token: string
  readonly link: Extract<EmailLink, { readonly purpose: Purpose }>
}

/** Finds the link of a token, when it is one for this purpose and not over. */
export async function findEmailLink<Purpose extends EmailLink['purpose']>(
  context: ServerContext,
  token: string | undefined,
  purpose: Purpose,
): Promise<OpenedLink<Purpose> | undefined> {
  const key = token === undefined ? undefined : readOpaqueSecret(linkFormat, token)
  if (token === undefined || key === undefined) return undefined
  const link = await context.store.accounts.findLink(key, context.now())
  return link !== undefined && isFor(link, purpose) ? { key, token, link } : undefined
}

function isFor<Purpose extends EmailLink['purpose']>(
  link: EmailLink,
  purpose: Purpose,
): link is Extract<EmailLink, { readonly purpose: Purpose }> {
  return link.purpose === purpose
}
