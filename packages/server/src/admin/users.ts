import { checkEmail, checkName, checkUsername } from '../accounts/account-rules.ts'
import { issueEmailLink } from '../accounts/email-links.ts'
import { findPasswordProblem } from '../accounts/new-password-rules.ts'
import type { ListPage } from '../ports/operator-store.ts'
import type { EpochSeconds, User } from '../ports/records.ts'
import type { AdminContext } from './admin-context.ts'
import { AdminError } from './admin-error.ts'
import { getUser } from './find-user.ts'
import { recordOperatorAct } from './record-operator-act.ts'

/** An account as an operator sees it. */
export interface ShownUser extends Omit<User, 'passwordDigest' | 'pictureTemplate'> {
  readonly hasPassword: boolean
}

/** An account to be. */
export interface NewAccount {
  readonly username: string
  /** The username by default. */
  readonly name?: string
  /** The operator vouches for it: it counts as proven. */
  readonly email?: string
  /** Without one the person sets it by a link; see {@link createPasswordLink}. */
  readonly password?: string
}

/** Lists accounts, oldest first. `next` is where the next page begins; `null` at the end. */
export async function listUsers(
  { store }: AdminContext,
  page: ListPage,
): Promise<{ readonly users: readonly ShownUser[]; readonly next: string | null }> {
  const users = await store.operator.listUsers(page)
  return { users: users.map(showUser), next: users.length < page.limit ? null : (users.at(-1)?.id ?? null) }
}

/** Finds an account. @throws AdminError `user_unknown`. */
export async function findUser(context: AdminContext, name: string): Promise<ShownUser> {
  return showUser(await getUser(context, name))
}

/** Adds an account. @throws AdminError `invalid_request`, `username_taken`, `email_taken`. */
export async function createUser(context: AdminContext, account: NewAccount): Promise<ShownUser> {
  const { store, passwordHasher, random, now } = context
  const username = checked('username', checkUsername(account.username))
  const name = account.name === undefined ? username : checked('name', checkName(account.name))
  const email = account.email === undefined ? null : checked('email', checkEmail(account.email))
  const problem = account.password === undefined ? undefined : findPasswordProblem(account.password, [username, email])
  if (problem !== undefined) throw refuseField('password', problem)
  const added = await store.users.add({
    id: Buffer.from(random(16)).toString('base64url'),
    username,
    passwordDigest: account.password === undefined ? null : await passwordHasher.hash(account.password),
    name,
    email,
    emailVerified: email !== null,
    verified: false,
    pictureTemplate: null,
    createdAt: now(),
    disabledAt: null,
  })
  if (added.outcome !== 'added') throw taken(added.outcome)
  await recordOperatorAct(context, 'user.created', { kind: 'user', id: added.user.id }, { username })
  return showUser(added.user)
}

/** Lets an account do nothing from now on, or lets it again; its sessions and tokens rest meanwhile. @throws AdminError `user_unknown`, `account_closed`. */
export async function setUserDisabled(context: AdminContext, name: string, isDisabled: boolean): Promise<ShownUser> {
  const { id } = await getUser(context, name)
  const { outcome } = await context.store.operator.setUserDisabled(id, isDisabled ? context.now() : null)
  if (outcome === 'unknown')
    throw new AdminError('account_closed', 'Its person closed this account for good; there is nothing left to enable.')
  await recordOperatorAct(context, isDisabled ? 'user.disabled' : 'user.enabled', { kind: 'user', id })
  return findUser(context, id)
}

/** Gives an account the check mark, or takes it away. @throws AdminError `user_unknown`. */
export async function setUserVerified(context: AdminContext, name: string, isVerified: boolean): Promise<ShownUser> {
  const { id } = await getUser(context, name)
  await context.store.operator.setUserVerified(id, isVerified)
  await recordOperatorAct(context, isVerified ? 'user.verified' : 'user.unverified', { kind: 'user', id })
  return findUser(context, id)
}

/** What a sign-out ended. */
export interface SignedOutUser {
  readonly sessions: number
  readonly grants: number
}

/** Ends every browser session of an account and everything that apps hold of it. @throws AdminError `user_unknown`. */
export async function signOutUser(context: AdminContext, name: string): Promise<SignedOutUser> {
  const { store, now } = context
  const { id } = await getUser(context, name)
  const sessions = await store.browserSessions.revokeAll(id, null)
  const grants = await store.grants.revokeAll({ userId: id, clientId: null }, now())
  await recordOperatorAct(context, 'user.signed_out', { kind: 'user', id }, { sessions, grants })
  return { sessions, grants }
}

/** A link by which the person sets a password. Whoever has it has the account: give it to nobody else. */
export interface PasswordLink {
  readonly url: string
  readonly expiresAt: EpochSeconds
}

/** A day: it is handed over by people, not by a mail server. */
const linkLifetimeSeconds = 86_400

/** Makes a link by which the person sets a password, once, which ends every session. @throws AdminError `user_unknown`, `account_closed`. */
export async function createPasswordLink(context: AdminContext, name: string): Promise<PasswordLink> {
  const { id, email, disabledAt } = await getUser(context, name)
  if (disabledAt !== null) throw new AdminError('account_closed', 'The account is disabled: enable it first.')
  const expiresAt = context.now() + linkLifetimeSeconds
  const url = await issueEmailLink(context, { purpose: 'recover', userId: id, email: email ?? '', expiresAt })
  await recordOperatorAct(context, 'user.password_link_created', { kind: 'user', id })
  return { url, expiresAt }
}

function showUser({ passwordDigest, pictureTemplate: _, ...user }: User): ShownUser {
  return { ...user, hasPassword: passwordDigest !== null }
}

function checked(field: string, result: ReturnType<typeof checkName>): string {
  if (!result.ok) throw refuseField(field, result.code)
  return result.value
}

const SENTENCES: Readonly<Record<string, string>> = {
  username_malformed: 'must have 2 to 30 letters of a to z, digits, and . _ - between them.',
  username_reserved: 'would pass for the platform itself: take another.',
  email_malformed: 'must be an e-mail address.',
  name_malformed: 'must be one line of letters that everybody sees.',
  name_too_long: 'must have at most 80 characters.',
  password_too_short: 'must have at least 8 characters.',
  password_too_long: 'must have at most 1024 characters.',
  password_common: 'is among the first that anybody tries.',
  password_like_account: 'is made of the username or the e-mail address.',
}

function taken(code: 'username_taken' | 'email_taken'): AdminError {
  const what =
    code === 'username_taken' ? 'username is in use, in this or another letter case.' : 'email is the address of another account.'
  return new AdminError(code, what)
}

function refuseField(field: string, code: string): AdminError {
  return new AdminError('invalid_request', `${field} ${SENTENCES[code] ?? 'is missing.'}`)
}
