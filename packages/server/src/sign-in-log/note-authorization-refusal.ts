import type { OAuthError } from '@stagedoor/protocol'
import type { AuthorizationContext } from '../endpoints/authorization/authorization-context.ts'
import type { PageProblem, PageProblemCode } from '../page-problem.ts'
import type { SignInFacts, SignInStation } from '../ports/sign-in-log-store.ts'
import { expandScope } from '../scope-inclusion.ts'
import type { ServerContext } from '../server-context.ts'

/** Notes why an authorization request was sent back to its client with an error. */
export function noteAuthorizationRefusal(context: AuthorizationContext, { reason, code }: Pick<OAuthError, 'reason' | 'code'>): void {
  const { server, client } = context
  if (client === undefined) return
  server.signInRecorder?.note({
    clientId: client.id,
    keys: [],
    station: 'authorization',
    reason,
    error: code,
    facts: findFacts(context, reason),
  })
}

/** Where a person is who sees one of these; all others are no matter of a sign-in. */
const STATIONS: Readonly<Partial<Record<PageProblemCode, SignInStation>>> = {
  client_unknown: 'authorization',
  redirect_uri_missing: 'authorization',
  redirect_uri_invalid: 'authorization',
  redirect_uri_mismatch: 'authorization',
  request_malformed: 'authorization',
  request_too_large: 'authorization',
  request_forged: 'consent',
  transaction_expired: 'consent',
}

/**
 * Notes a problem that a person was shown, when it is known whose it is.
 *
 * @returns The id of the note, to be shown to the person.
 */
export function noteProblem({ signInRecorder }: ServerContext, problem: PageProblem): string | null {
  const station = STATIONS[problem.code]
  if (signInRecorder === undefined || problem.clientId === undefined || station === undefined) return null
  const compare = problem.developer.find((note) => note.compare !== undefined)?.compare
  return signInRecorder.noteStop({
    clientId: problem.clientId,
    keys: problem.transactionKey === undefined ? [] : [problem.transactionKey],
    station,
    reason: problem.reason,
    error: problem.code,
    ...(compare && { facts: { sent: compare.sent, expected: compare.registered } }),
  })
}

function findFacts({ server: { platform }, client, parameters, malformed }: AuthorizationContext, reason: string): SignInFacts {
  const sent = (name: string): SignInFacts => {
    const value = parameters.get(name)
    return value === undefined ? {} : { sent: value }
  }
  switch (reason) {
    case 'scope_unknown':
    case 'scope_not_registered': {
      const allowed = client === undefined ? [] : client.scope
      const known = expandScope(platform.scopes, allowed)
      const missing = (parameters.get('scope') ?? '').split(' ').filter((token) => !known.has(token))
      return { missing: missing.join(' '), expected: allowed.join(' ') }
    }
    case 'code_challenge_method_unsupported':
      return { ...sent('code_challenge_method'), expected: 'S256' }
    case 'unsupported_response_type':
      return { ...sent('response_type'), expected: platform.signedProfile?.parameter ?? 'code' }
    case 'response_mode_unsupported':
      return sent('response_mode')
    case 'prompt_unknown':
    case 'prompt_none_combined':
      return sent('prompt')
    default:
      return malformed?.parameter === undefined ? {} : { missing: malformed.parameter }
  }
}
