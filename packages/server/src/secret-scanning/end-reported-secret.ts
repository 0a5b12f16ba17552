import { encodeBase64url } from '@stagedoor/protocol'
import { recordAct } from '../audit/record-act.ts'
import { isClientSecretShaped } from '../client-registration/create-client-secret.ts'
import type { HttpRequest } from '../http/http-message.ts'
import type { ActiveToken, User } from '../ports/records.ts'
import { revokeToken } from '../revoke-token.ts'
import { readAccessTokenKey } from '../secrets/access-token-key.ts'
import { readOpaqueSecret } from '../secrets/opaque-secret.ts'
import { readRefreshToken } from '../secrets/refresh-token-secret.ts'
import { sha256 } from '../secrets/sha256.ts'
import type { ServerContext } from '../server-context.ts'
import type { SiteContext } from '../site/site-context.ts'
import { tellOfLeak } from './tell-of-leak.ts'

/** What became of a secret: ended; told to the people who must replace it; or nothing that is good here. */
export type ReportedSecretStatus = 'revoked' | 'reported' | 'unknown'

/** One secret that was found in public. Never log it. */
interface ReportedSecret {
  readonly text: string
  readonly request: HttpRequest
}

const SCANNER = { kind: 'server', id: 'secret-scanning' } as const

/**
 * Ends a secret that was found in public, and tells whose it was.
 *
 * A personal token ends, and so does the grant of an access or refresh token: the app asks for another sign-in. The secret of an app stays
 * good, as nobody could sign in to the app without it; its developers are told to replace it.
 */
export async function endReportedSecret(context: SiteContext, secret: ReportedSecret): Promise<ReportedSecretStatus> {
  if (await endPersonalToken(context, secret)) return 'revoked'
  if (await endGrant(context, secret)) return 'revoked'
  return (await reportClientSecret(context, secret)) ? 'reported' : 'unknown'
}

async function endPersonalToken(context: SiteContext, { text, request }: ReportedSecret): Promise<boolean> {
  const rules = context.platform.resources.personalToken
  const key = rules === null ? undefined : readOpaqueSecret(rules.format, text)
  const found = key === undefined ? undefined : await context.store.personalTokens.revokeReported(key, context.now())
  if (found === undefined) return false
  context.log({ reason: 'personal_token_reported', at: context.clock(), userId: found.userId })
  const id = encodeBase64url(found.id)
  await recordAct(context, {
    actor: SCANNER,
    act: 'token.reported',
    target: { kind: 'token', id },
    detail: { user: found.userId },
    request,
  })
  const link = `${context.baseUrl}/account/tokens`
  tellOfLeak(context, [found.userId], ({ username }) => ({ kind: 'token_reported', username, token: found.name, link }))
  return true
}

async function endGrant(context: SiteContext, { text, request }: ReportedSecret): Promise<boolean> {
  const holder = await findHolder(context, text)
  if (!(await revokeToken(context, text, null))) return false
  const clientId = holder?.clientId ?? null
  context.log({ reason: 'app_token_reported', at: context.clock(), ...(clientId !== null && { clientId }) })
  const target = holder === undefined ? SCANNER : ({ kind: 'user', id: holder.userId } as const)
  await recordAct(context, { actor: SCANNER, act: 'grant.reported', target, detail: { client: clientId }, request })
  return true
}

/** Whose token it is, while it is good; a spent refresh token ends its grant without telling. */
async function findHolder({ platform, store, now }: ServerContext, text: string): Promise<ActiveToken | undefined> {
  const key = readAccessTokenKey(platform, text)
  const active = key && (await store.accessTokens.findActive(key, now()))
  const rules = platform.tokens.refreshToken
  const presented = rules === null || active !== undefined ? undefined : readRefreshToken(rules.format, text)
  return active ?? (presented && (await store.refreshTokens.findActive(presented, now())))
}

async function reportClientSecret(context: SiteContext, { text, request }: ReportedSecret): Promise<boolean> {
  const { store, baseUrl } = context
  const found = isClientSecretShaped(text) ? await store.apps.reportSecret(sha256(text), context.now()) : undefined
  if (found === undefined) return false
  const { clientId, ending } = found
  context.log({ reason: 'client_secret_reported', at: context.clock(), clientId })
  await recordAct(context, {
    actor: SCANNER,
    act: 'app.secret_reported',
    target: { kind: 'client', id: clientId },
    detail: { ending },
    request,
  })
  const [app, members] = await Promise.all([store.apps.find(clientId), store.apps.listMembers(clientId)])
  const link = `${baseUrl}/developers/apps/${encodeURIComponent(clientId)}/secrets`
  const mail = (_: User) => ({ kind: 'app_secret_reported', app: app?.client.name ?? clientId, link }) as const
  tellOfLeak(
    context,
    members.map(({ userId }) => userId),
    mail,
  )
  return true
}
