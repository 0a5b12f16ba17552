import type { ClientPlatform } from '@stagedoor/platforms'
import { partsOf } from '../assemble-client.ts'
import { parseScopeOption } from '../client-context.ts'
import type { ClientPart } from '../parts/client-part.ts'
import { replaceSession } from '../session/replace-session.ts'
import type { SessionState } from '../session-state.ts'
import type { LoginOptions, StagedoorClient } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import { checkAccount } from './check-account.ts'
import { createFetchWithPermission } from './create-fetch-with-permission.ts'
import { coversToken } from './included-scope.ts'
import type { PermissionActs, PermissionOptions, RequireOptions } from './permission-client.ts'
import { PermissionRequiredError } from './permission-required-error.ts'

/**
 * Lets a client ask for more permission without logging anybody out. Adds to the client, and returns it.
 *
 * The callback page needs it too, where it makes a client of its own.
 */
export function withPermission<C extends StagedoorClient>(client: C, options: PermissionOptions = {}): C & PermissionActs {
  const { context, keeper } = partsOf(client).parts
  const isInClick = options.isInClick ?? (() => globalThis.navigator?.userActivation?.isActive ?? true)
  const { login } = client
  /** One question at a time: several calls that are refused at once ask once. */
  let asking: { readonly scope: readonly string[]; readonly done: Promise<void> } | undefined
  const keepSession: ClientPart['keepSession'] = async (next, pending) => {
    // With the tokens at a server of the app's, that one does the rest.
    if (pending.extends !== true || next.accessToken === '') return keeper.put(next)
    await checkAccount(context, client, next)
    await (options.replaced === 'leave' ? keeper.put(next) : replaceSession(context, keeper, next))
  }
  Object.assign(context.part, { keepSession })

  async function ask(missing: readonly string[], granted: readonly string[], how: RequireOptions): Promise<void> {
    if (how.display !== 'page' && !isInClick()) throw new PermissionRequiredError(missing)
    // All of it, because what is not asked for again is not in the new session; the platform's page marks what is new.
    const request: LoginOptions & { readonly extends: true } = {
      ...(options.parameters && { parameters: options.parameters }),
      ...how,
      scope: [...granted, ...missing],
      extends: true,
    }
    await login(request)
  }

  function start(scope: readonly string[], question: Promise<void>): NonNullable<typeof asking> {
    const done = question.finally(() => {
      asking = undefined
    })
    asking = { scope, done }
    return asking
  }

  async function require(scope: string | readonly string[], how: RequireOptions = {}): Promise<SessionState> {
    // No await where the session is known: only the click itself opens a window.
    if (client.session.status !== 'authenticated') await client.restore()
    for (;;) {
      const granted = requireScope(client.session)
      const missing = parseScopeOption(scope).filter((token) => !coversToken(context.platform, granted, token))
      if (missing.length === 0) return client.session
      const { scope: asked, done } = asking ?? start(missing, ask(missing, granted, how))
      const isMine = missing.every((token) => asked.includes(token))
      await (isMine ? done : done.catch(() => undefined))
      if (isMine) return checkGranted(context.platform, client.session, missing)
    }
  }

  return Object.assign(client, { require, fetch: createFetchWithPermission(client, context, { ...options, require }) })
}

function requireScope(session: SessionState): readonly string[] {
  if (session.status === 'authenticated') return session.scope
  if (session.status === 'unknown' && session.error !== undefined) throw session.error
  throw new StagedoorError(session.status === 'unauthenticated' && session.reason === 'session_ended' ? 'session_ended' : 'not_signed_in')
}

/** > The authorization server MAY fully or partially ignore the scope requested by the client (RFC 6749 §3.3). */
function checkGranted(platform: ClientPlatform, session: SessionState, missing: readonly string[]): SessionState {
  const granted = requireScope(session)
  if (missing.every((token) => coversToken(platform, granted, token))) return session
  throw new StagedoorError('consent_denied')
}
