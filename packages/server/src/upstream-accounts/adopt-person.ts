import { encodeBase64url } from '@stagedoor/protocol'
import { checkUsername } from '../accounts/account-rules.ts'
import { recordAct } from '../audit/record-act.ts'
import type { HttpRequest } from '../http/http-message.ts'
import type { NewUser, User } from '../ports/records.ts'
import type { ServerContext } from '../server-context.ts'
import type { UpstreamPerson } from './upstream-person.ts'
import { UpstreamRefusal } from './upstream-refusal.ts'

/** A username that is taken gets four letters at its end, which leaves a million of each. */
const mostTries = 5

/** Finds the account of somebody who signed in elsewhere, brought up to date, or adds it at the first sign-in. @throws UpstreamRefusal `disabled` */
export async function adoptPerson(context: ServerContext, person: UpstreamPerson, request: HttpRequest): Promise<User> {
  const { issuer, subject, username, ...profile } = person
  const wished = checkUsername(username ?? '')
  const random = (): string => Buffer.from(context.random(3)).toString('hex')
  const first = wished.ok ? wished.value : `artist-${random()}`
  for (let tries = 0; tries < mostTries; tries += 1) {
    const name = tries === 0 ? first : `${first.slice(0, 22)}-${random()}`
    const signedIn = await context.store.upstreamAccounts.signIn({ issuer, subject }, profile, () => createUser(context, person, name))
    if (signedIn.outcome === 'disabled') throw new UpstreamRefusal('account_disabled', 'disabled')
    if (signedIn.outcome === 'added') await recordCreation(context, signedIn.user, { issuer, request })
    if ('user' in signedIn) return signedIn.user
  }
  throw new UpstreamRefusal('username_taken')
}

function recordCreation(
  context: ServerContext,
  { id, username }: User,
  { issuer, request }: { readonly issuer: string; readonly request: HttpRequest },
): Promise<void> {
  const target = { kind: 'user', id } as const
  return recordAct(context, { actor: target, act: 'user.created', target, detail: { username, issuer }, request })
}

function createUser({ random, now }: ServerContext, { name, email, emailVerified, picture }: UpstreamPerson, username: string): NewUser {
  return {
    id: encodeBase64url(random(16)),
    username,
    passwordDigest: null,
    name: name ?? username,
    email: email ?? null,
    emailVerified: email !== undefined && emailVerified,
    verified: false,
    pictureTemplate: picture ?? null,
    createdAt: now(),
    disabledAt: null,
  }
}
