import { authenticateUser, findByIdentifier } from '../authenticate-user.ts'
import { findCookie } from '../http/cookies.ts'
import type { HttpRequest } from '../http/http-message.ts'
import type { AttemptSubject } from '../ports/attempt-store.ts'
import type { EpochSeconds, SecretKey, User } from '../ports/records.ts'
import { browserFormat, readOpaqueSecret } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'
import { attemptSubject, foldIdentifier, networkOf } from './attempt-subjects.ts'

/** Whether a password was right; `must_wait`: it was not even looked at. */
export type PasswordProof =
  | { readonly outcome: 'proven'; readonly user: User }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'must_wait'; readonly until: EpochSeconds }

/** What somebody brought to prove who they are. */
export interface BroughtPassword {
  /** Username or e-mail address, as typed. */
  readonly identifier: string
  readonly password: string
  /** The browser it was typed into; absent for an app that asks with a person's password. */
  readonly request?: HttpRequest
}

/**
 * Checks a password, and counts it as a guess until it turned out right.
 *
 * Counted by the name that was typed and not by the account: whether two names wait together would tell that they are one person's.
 * A browser in which this person has signed in before is counted for itself, so that no stranger's guesses keep its owner out.
 * The count comes before the check: of fifty guesses at once no more are checked than are free.
 *
 * @throws PasswordHasherBusyError, StoreUnavailableError
 */
export async function provePassword(context: ServerContext, brought: BroughtPassword): Promise<PasswordProof> {
  const { store } = context
  const browserKey = brought.request === undefined ? undefined : findBrowserKey(context, brought.request)
  const subjects = await chooseSubjects(context, brought, browserKey)
  const begun = await store.attempts.begin([...subjects.forgotten, ...subjects.uncounted], context.now())
  if (begun.outcome === 'must_wait') {
    context.log({ reason: 'sign_in_must_wait', at: context.clock() })
    return begun
  }
  const user = await authenticateUser(context, brought.identifier, brought.password)
  if (user === undefined) return { outcome: 'wrong' }
  await store.attempts.succeed({
    forgotten: subjects.forgotten.map(({ key }) => key),
    uncounted: subjects.uncounted.map(({ key }) => key),
  })
  if (browserKey !== undefined) await store.accounts.rememberBrowser(user.id, browserKey, context.now())
  return { outcome: 'proven', user }
}

/** Reads which browser a request comes from, whoever is signed in there. */
export function findBrowserKey({ cookieNames }: ServerContext, request: HttpRequest): SecretKey | undefined {
  const secret = findCookie(request, cookieNames.browser)
  return secret === undefined ? undefined : readOpaqueSecret(browserFormat, secret)
}

async function chooseSubjects(
  context: ServerContext,
  { identifier, request }: BroughtPassword,
  browserKey: SecretKey | undefined,
): Promise<{ readonly forgotten: readonly AttemptSubject[]; readonly uncounted: readonly AttemptSubject[] }> {
  const { store, attemptRules } = context
  const name = foldIdentifier(identifier.slice(0, 1024))
  const user = await findByIdentifier(store, identifier.slice(0, 1024))
  if (browserKey !== undefined && (await store.accounts.knowsBrowser(user?.id ?? '', browserKey))) {
    const key = attemptSubject('browser', `${Buffer.from(browserKey).toString('base64url')} ${name}`)
    return { forgotten: [{ key, rule: attemptRules.account }], uncounted: [] }
  }
  const forgotten = [{ key: attemptSubject('account', name), rule: attemptRules.account }]
  if (request === undefined) return { forgotten, uncounted: [] }
  return { forgotten, uncounted: [{ key: attemptSubject('network', networkOf(request.remoteAddress)), rule: attemptRules.network }] }
}
