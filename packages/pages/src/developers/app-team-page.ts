import type { AppTeamPage } from '@stagedoor/server/ports'
import { html } from 'hono/html'
import type { Markup } from '../markup.ts'
import { fill } from '../messages/fill.ts'
import type { PageTools } from '../page-document.ts'
import { choice, type FieldProblem, field, formStart, problemList } from '../site/form-parts.ts'
import { showTime } from '../site/show-time.ts'
import { plainVisibleText, visibleText } from '../visible-text.ts'
import { appDocument } from './app-document.ts'
import type { DeveloperMessages } from './messages/developer-messages.ts'
import { developerMessagesFor } from './messages/index.ts'

/** Renders who makes an app, and who is asked to. */
export function appTeamPage(page: AppTeamPage, tools: PageTools): string {
  const words = developerMessagesFor(page.language)
  const problems = problemsOf(page, words)
  const isOwner = page.role === 'owner'
  const main = html`${problemList(page, problems)}<section aria-labelledby="members"><h2 id="members">${words.members}</h2>
<ul class="rows panel">${page.members.map((member) => memberItem(member, page, words))}</ul></section>
${isOwner && page.invitations.length > 0 && invitations(page, words)}
${isOwner && inviteForm(page, problems, words)}`
  return appDocument(page, tools, { tab: 'team', main, hasProblem: problems.length > 0 })
}

function problemsOf({ problem }: AppTeamPage, words: DeveloperMessages): readonly FieldProblem[] {
  if (problem === null) return []
  const isAboutInvitee = problem !== 'last_owner' && problem !== 'member_unknown'
  return [{ field: isAboutInvitee ? 'invitee' : '', text: words.teamProblems[problem] }]
}

type Member = AppTeamPage['members'][number]

function memberItem(member: Member, page: AppTeamPage, words: DeveloperMessages): Markup {
  const { name, username, role, isSelf, addedAt } = member
  const label = (text: string): string => `${text}: ${plainVisibleText(username)}`
  const other = role === 'owner' ? 'developer' : 'owner'
  const otherLabel = role === 'owner' ? words.makeDeveloper : words.makeOwner
  return html`<li><div class="grow"><h3 class="name">${visibleText(name || username)}${isSelf && html` <span class="tag">${words.you}</span>`}</h3>
<p class="facts">${visibleText(username)} · ${words.roles[role]} · ${fill(words.memberSince, { when: showTime(page, addedAt) })}</p></div>
${page.role === 'owner' && act(page, { act: 'role', user: member.userId, role: other }, { text: otherLabel, label: label(otherLabel) })}
${(page.role === 'owner' || isSelf) && act(page, { act: 'remove', user: member.userId }, isSelf ? { text: words.leave, label: words.leave, isDanger: true } : { text: words.remove, label: label(words.remove), isDanger: true })}</li>`
}

function act(
  page: AppTeamPage,
  fields: Readonly<Record<string, string>>,
  button: { readonly text: string; readonly label: string; readonly isDanger?: boolean },
): Markup {
  return html`<form method="post" action="${page.basePath}${teamPath(page)}"><input type="hidden" name="csrf" value="${page.csrf}">${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="${button.isDanger ? 'small danger' : 'small'}" aria-label="${button.label}">${button.text}</button></form>`
}

function invitations(page: AppTeamPage, words: DeveloperMessages): Markup {
  return html`<section aria-labelledby="open"><h2 id="open">${words.openInvitations}</h2><ul class="rows panel">${page.invitations.map(
    ({ invitee, role, expiresAt }) => html`<li><div class="grow"><h3 class="name">${visibleText(invitee)}</h3>
<p class="facts">${words.roles[role]} · ${fill(words.until, { when: showTime(page, expiresAt) })}</p></div>
${act(page, { act: 'withdraw', invitee }, { text: words.withdraw, label: `${words.withdraw}: ${plainVisibleText(invitee)}` })}</li>`,
  )}</ul></section>`
}

function inviteForm(page: AppTeamPage, problems: readonly FieldProblem[], words: DeveloperMessages): Markup {
  return html`<section class="panel" aria-labelledby="invite"><h2 id="invite">${words.inviteTitle}</h2><p>${words.inviteLead}</p>
${formStart(page, teamPath(page))}<input type="hidden" name="act" value="invite">
${field(page, { id: 'invitee', label: words.invitee, hint: words.inviteeHint, value: page.invitee, required: true, technical: true, autocomplete: 'off' }, problems)}
<fieldset><legend>${words.role}</legend>
${(['developer', 'owner'] as const).map((value) => choice({ id: `role-${value}`, name: 'role', value, type: 'radio', checked: page.inviteeRole === value, label: words.roles[value], hint: words.roleHints[value] }))}
</fieldset>
<p class="actions"><button class="primary">${words.invite}</button></p></form></section>`
}

function teamPath({ app }: AppTeamPage): string {
  return `/developers/apps/${encodeURIComponent(app.clientId)}/team`
}
