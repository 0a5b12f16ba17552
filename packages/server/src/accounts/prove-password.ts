import { encodeBase64url } from '@stagedoor/protocol'
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

/** What attempts are counted against: what a success forgets, and what it is only taken back from. */
interface Counted {
  readonly forgotten: readonly AttemptSubject[]
  readonly uncounted: readonly AttemptSubject[]
}

/** Longer names are nobody's, and only cost. */
const longestCounted = 1024

/** A program sends many requests at once, each with the password. */
const programAllowance = 10

/**
 * Checks a password that a person typed, and counts it as a guess until it turned out right.
 *
 * Counted by the name that was typed and not by the account: whether two names wait together would tell that they are one person's.
 * A browser in which this person has signed in before is counted for itself, so that no stranger's guesses keep its owner out.
 *
 * @param typed - `identifier`: username or e-mail address.
 * @throws PasswordHasherBusyError, StoreUnavailableError
 */
export async function provePassword(
  context: ServerContext,
  { identifier, password, request }: { readonly identifier: string; readonly password: string; readonly request: HttpRequest },
): Promise<PasswordProof> {
  const browserKey = findBrowserKey(context, request)
  const counted = await chooseSubjects(context, identifier.slice(0, longestCounted), { request, browserKey })
  const proof = await countGuess(context, counted, () => authenticateUser(context, identifier, password))
  if (proof.outcome === 'proven' && browserKey !== undefined) {
    await context.store.accounts.rememberBrowser(proof.user.id, browserKey, context.now())
  }
  return proof
}

/**
 * Checks a password that a program sent for a person, as {@link provePassword}; counted by the name alone, as many people share a program's address.
 *
 * @throws PasswordHasherBusyError, StoreUnavailableError
 */
export function provePasswordOfProgram(context: ServerContext, identifier: string, password: string): Promise<PasswordProof> {
  const { account } = context.attemptRules
  const key = attemptSubject('account', `program ${foldIdentifier(identifier.slice(0, longestCounted))}`)
  const counted = { forgotten: [{ key, rule: { ...account, free: account.free * programAllowance } }], uncounted: [] }
  return countGuess(context, counted, () => authenticateUser(context, identifier, password))
}

/** Counts before it checks: of fifty guesses at once no more are checked than are free. */
async function countGuess(
  context: ServerContext,
  { forgotten, uncounted }: Counted,
  check: () => Promise<User | undefined>,
): Promise<PasswordProof> {
  const { attempts } = context.store
  const begun = await attempts.begin([...forgotten, ...uncounted], context.now())
  if (begun.outcome === 'must_wait') {
    context.log({ reason: 'sign_in_must_wait', at: context.clock() })
    return begun
  }
  const user = await check()
  if (user === undefined) return { outcome: 'wrong' }
  await attempts.succeed({ forgotten: forgotten.map(({ key }) => key), uncounted: uncounted.map(({ key }) => key) })
  return { outcome: 'proven', user }
}

/** Reads which browser a request comes from, whoever is signed in there. */
export function findBrowserKey({ cookieNames }: ServerContext, request: HttpRequest): SecretKey | undefined {
  const secret = findCookie(request, cookieNames.browser)
  return secret === undefined ? undefined : readOpaqueSecret(browserFormat, secret)
}

async function chooseSubjects(
  { store, attemptRules }: ServerContext,
  identifier: string,
  { request, browserKey }: { readonly request: HttpRequest; readonly browserKey: SecretKey | undefined },
): Promise<Counted> {
  const { account, network } = attemptRules
  const name = foldIdentifier(identifier)
  const user = await findByIdentifier(store, identifier)
  if (browserKey !== undefined && (await store.accounts.knowsBrowser(user?.id ?? '', browserKey))) {
    const key = attemptSubject('browser', `${encodeBase64url(browserKey)} ${name}`)
    return { forgotten: [{ key, rule: account }], uncounted: [] }
  }
  return {
    forgotten: [{ key: attemptSubject('account', name), rule: account }],
    uncounted: [{ key: attemptSubject('network', networkOf(request.remoteAddress)), rule: network }],
  }
}
