import type { BackendPlatform } from './backend-platforms.ts'
import { element } from './element.ts'

/** The card of a platform that needs a backend: why, and a line to try. */
export function createBackendCard({ description, why, example }: BackendPlatform): HTMLElement {
  const { id, name, look } = description
  const card = element('section', { class: 'platform', 'data-platform': id })
  card.style.setProperty('--accent', look.accent)
  card.style.setProperty('--on-accent', look.onAccent)
  const heading = element('h2', {}, name)
  heading.append(element('span', { class: 'status' }, 'needs a backend'))
  card.append(
    heading,
    element('p', { class: 'why' }, why),
    element('pre', { tabindex: '0', role: 'region', 'aria-label': `Example for ${name}` }, example),
    element('p', { class: 'why' }, 'In Node, createServerClient() of @stagedoor/client/server does the rest.'),
  )
  return card
}
