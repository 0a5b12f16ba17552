import { errorWords, StagedoorError } from '@stagedoor/client'
import { element } from './element.ts'
import { tell } from './event-log.ts'
import type { DemoPlatform } from './platforms.ts'

const statusWords = { authenticated: 'signed in', unauthenticated: 'signed out', unknown: 'not known right now' } as const

/** One platform's card: log in when signed out, profile and actions when signed in. */
export function mountPlatformCard({ description, client, apiCall }: DemoPlatform): HTMLElement {
  const { name } = description
  const heading = element('h2', {}, name)
  const status = element('span', { class: 'status' })
  const profile = element('div', { class: 'profile', hidden: '' })
  const actions = element('div', { class: 'actions' })
  const problem = element('p', { class: 'problem', role: 'alert', hidden: '' })
  const output = element('pre', { hidden: '', tabindex: '0', role: 'region', 'aria-label': `Answer of ${name}` })
  const card = element('section', { class: 'platform', 'data-platform': description.id })
  card.style.setProperty('--accent', description.look.accent)
  card.style.setProperty('--on-accent', description.look.onAccent)
  heading.append(status)
  card.append(heading, profile, actions, output, problem)

  /** Runs one action, with its outcome in the log and its failure in words. */
  const act = async (label: string, work: () => Promise<string>): Promise<void> => {
    problem.hidden = true
    for (const button of actions.querySelectorAll('button')) button.disabled = true
    try {
      tell(`${name}: ${label}: ${await work()}`)
    } catch (error) {
      const text = error instanceof StagedoorError ? `${Object.values(errorWords(error)).join(' ')} (${error.code})` : String(error)
      problem.textContent = text
      problem.hidden = false
      tell(`${name}: ${label}: ${error instanceof StagedoorError ? error.code : text}`)
    } finally {
      for (const button of actions.querySelectorAll('button')) button.disabled = false
    }
  }
  const button = (label: string, work: () => Promise<string>, main = false): HTMLButtonElement => {
    const made = element('button', { type: 'button', ...(main && { class: 'main' }) }, label)
    made.addEventListener('click', () => void act(label, work))
    return made
  }

  const signedOut = [
    button(
      `Log in with ${name}`,
      async () => {
        await client.login({ display: 'popup' })
        return 'signed in'
      },
      true,
    ),
    button('Log in on this page', async () => {
      await client.login({ display: 'page' })
      return 'leaving for the sign-in page'
    }),
  ]
  const refresh = button('Refresh', async () => {
    await client.refresh()
    return 'new tokens'
  })
  const signedIn = [
    button(
      apiCall.label,
      async () => {
        output.textContent = JSON.stringify(await apiCall.send(client), null, 2)
        output.hidden = false
        return 'answered'
      },
      true,
    ),
    // A platform without a token endpoint has nothing to refresh.
    ...(client.endpoints.token === undefined ? [] : [refresh]),
    button('Log out', async () => {
      const { revoked } = await client.logout()
      return revoked ? 'revoked at the server' : 'cleared here; the platform was not told, or cannot be'
    }),
  ]

  const showProfile = async (): Promise<void> => {
    const person = await client.getProfile()
    const picture = element('img', { alt: '', width: '64', height: '64', src: person.picture ?? '/icon.svg' })
    const words = element('div', {})
    words.append(element('strong', {}, person.name ?? person.username ?? person.subject), element('span', {}, `@${person.username ?? ''}`))
    profile.replaceChildren(picture, words)
    profile.hidden = false
  }

  let shown: string | undefined
  const render = (): void => {
    const session = client.session
    status.textContent = statusWords[session.status]
    card.dataset['status'] = session.status
    if (session.status === shown) return
    shown = session.status
    actions.replaceChildren(...(session.status === 'unauthenticated' ? signedOut : signedIn))
    if (session.status === 'authenticated') void showProfile().catch((error: unknown) => tell(`${name}: profile: ${String(error)}`))
    if (session.status === 'unauthenticated') {
      profile.hidden = true
      output.hidden = true
    }
  }
  client.subscribe(render)
  render()
  return card
}
