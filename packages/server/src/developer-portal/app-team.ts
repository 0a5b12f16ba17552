import type { HttpResponse } from '../http/http-message.ts'
import type { AppRole } from '../ports/app-store.ts'
import type { AppTeamPage } from '../ports/developer-pages.ts'
import { goTo, showPage } from '../site/site-answers.ts'
import { type AccountVisit, type AppVisit, appOfVisit, ownedAppOfVisit } from './app-visit.ts'
import { recordAppAct } from './record-app-act.ts'

const invitationLifetimeSeconds = 14 * 86_400
const mostInvitations = 20
const longestInvitee = 254

/** `GET /developers/apps/:clientId/team`. */
export async function showTeam(visit: AccountVisit): Promise<HttpResponse> {
  return showTeamPage(visit, await appOfVisit(visit), {})
}

/** `POST /developers/apps/:clientId/team`: invites, withdraws, changes a role, removes. Everybody may leave; the rest is for owners. */
export async function changeTeam(visit: AccountVisit): Promise<HttpResponse> {
  const { parameters, browser } = visit
  const act = parameters.get('act')
  if (act === 'remove' && parameters.get('user') === browser.user.id) return removeMember(visit, await appOfVisit(visit))
  const found = await ownedAppOfVisit(visit)
  if (act === 'remove') return removeMember(visit, found)
  if (act === 'role') return changeRole(visit, found)
  if (act === 'withdraw') return withdraw(visit, found)
  return invite(visit, found)
}

async function invite(visit: AccountVisit, found: AppVisit): Promise<HttpResponse> {
  const { context, browser, parameters } = visit
  const { id } = found.app.client
  const invitee = (parameters.get('invitee') ?? '').trim().replace(/^@/, '')
  const inviteeRole = readRole(parameters.get('role'))
  const refuse = (problem: AppTeamPage['problem'], status: number): Promise<HttpResponse> =>
    showTeamPage(visit, found, { invitee, inviteeRole, problem, status })
  if (invitee === '') return refuse('invitee_missing', 400)
  if (invitee.length > longestInvitee || /[\s\p{Cc}\p{Cf}]/u.test(invitee)) return refuse('invitee_form', 400)
  const createdAt = context.now()
  const expiresAt = createdAt + invitationLifetimeSeconds
  const invitation = { invitee, role: inviteeRole, invitedById: browser.user.id, createdAt, expiresAt }
  const { outcome } = await context.store.apps.invite(id, invitation, mostInvitations)
  if (outcome === 'too_many') return refuse('too_many', 409)
  if (outcome === 'unknown') return goTo(visit, '/developers', 'app_gone')
  await recordAppAct(visit, 'app.member_invited', id, { role: inviteeRole })
  return goTo(visit, teamPath(id), 'member_invited')
}

async function withdraw(visit: AccountVisit, { app: { client } }: AppVisit): Promise<HttpResponse> {
  const { outcome } = await visit.context.store.apps.withdrawInvitation(client.id, visit.parameters.get('invitee') ?? '')
  if (outcome === 'withdrawn') await recordAppAct(visit, 'app.invitation_withdrawn', client.id)
  return goTo(visit, teamPath(client.id), 'invitation_withdrawn')
}

async function changeRole(visit: AccountVisit, found: AppVisit): Promise<HttpResponse> {
  const { context, parameters } = visit
  const { id } = found.app.client
  const [userId, role] = [parameters.get('user') ?? '', readRole(parameters.get('role'))]
  const { outcome } = await context.store.apps.changeRole(id, userId, role)
  if (outcome === 'last_owner') return showTeamPage(visit, found, { problem: 'last_owner', status: 409 })
  if (outcome === 'unknown') return showTeamPage(visit, found, { problem: 'member_unknown', status: 409 })
  await recordAppAct(visit, 'app.role_changed', id, { userId, role })
  return goTo(visit, teamPath(id), 'role_changed')
}

async function removeMember(visit: AccountVisit, found: AppVisit): Promise<HttpResponse> {
  const { context, browser, parameters } = visit
  const { id } = found.app.client
  const userId = parameters.get('user') ?? ''
  const { outcome } = await context.store.apps.removeMember(id, userId)
  if (outcome === 'last_owner') return showTeamPage(visit, found, { problem: 'last_owner', status: 409 })
  if (outcome === 'unknown') return showTeamPage(visit, found, { problem: 'member_unknown', status: 409 })
  await recordAppAct(visit, 'app.member_removed', id, { userId })
  return userId === browser.user.id ? goTo(visit, '/developers', 'team_left') : goTo(visit, teamPath(id), 'member_removed')
}

async function showTeamPage(
  visit: AccountVisit,
  { app: { client }, frame }: AppVisit,
  shown: Partial<Pick<AppTeamPage, 'invitee' | 'inviteeRole' | 'problem'>> & { readonly status?: number },
): Promise<HttpResponse> {
  const { context, browser } = visit
  const { invitee = '', inviteeRole = 'developer', problem = null, status = 200 } = shown
  const [people, invitations] = await Promise.all([
    context.store.apps.listMembers(client.id),
    context.store.apps.listInvitations(client.id, context.now()),
  ])
  const members = people.map((member) => ({ ...member, isSelf: member.userId === browser.user.id }))
  return showPage(visit, context.pages.developers.team({ ...frame, members, invitations, invitee, inviteeRole, problem }), { status })
}

function readRole(text: string | undefined): AppRole {
  return text === 'owner' ? 'owner' : 'developer'
}

function teamPath(clientId: string): string {
  return `/developers/apps/${encodeURIComponent(clientId)}/team`
}
