import type { SessionState, StagedoorError } from '@stagedoor/client'
import type { PlatformEndpoints } from '@stagedoor/platforms'
import { element } from '../element.ts'
import type { WireEvent } from './watch-wire.ts'

/** The list that grows while a sign-in goes on. */
export interface FlowSteps {
  begin(): void
  showWire(event: WireEvent, endpoints: PlatformEndpoints): void
  showSession(session: SessionState): void
  showError(error: StagedoorError): void
}

/** Makes the list within an `<ol>`. @param empty - Stands there while there is nothing. */
export function createFlowSteps(list: Element, empty: HTMLElement): FlowSteps {
  /** Replies come in any order. */
  const shown = new WeakMap<WireEvent, Element>()
  const add = (title: string, sentence: string, wire?: string): Element => {
    empty.hidden = true
    const step = element('li', {})
    step.append(element('h3', {}, title), element('p', {}, sentence))
    if (wire) step.append(element('pre', { tabindex: '0', role: 'region', 'aria-label': title }, wire))
    list.append(step)
    list.parentElement?.scrollTo({ top: step.offsetTop - 16 })
    return step
  }
  return {
    begin: () => list.replaceChildren(),
    showWire(event, endpoints) {
      if (event.kind === 'reply') {
        const request = shown.get(event.to)?.querySelector('pre')
        request?.append(`\n\n→ ${event.status}${event.text && `\n${event.text}`}`)
        return
      }
      const place = event.url.origin + event.url.pathname
      if (event.kind === 'window') {
        add('The window opens, inside the click', WORDS.authorization, `GET ${place}\n\n${event.text}`)
      } else {
        const { title, sentence } = nameRequest(event.url, endpoints, event.text)
        shown.set(event, add(title, sentence, [`${event.method} ${place}`, event.text].filter(Boolean).join('\n\n')))
      }
    },
    showSession: (session) =>
      void add(
        session.status === 'authenticated' ? 'Signed in' : 'Signed out',
        session.status === 'authenticated' ? 'Every tab of this app knows it now.' : 'Here, and in every tab of this app.',
        session.status === 'authenticated' ? JSON.stringify(session, null, 2) : undefined,
      ),
    showError: ({ code, message }) => void add(`It did not work: ${code}`, message),
  }
}

const WORDS = {
  authorization:
    'The artist signs in there and sees what the app may do. State and code challenge are fresh; the verifier stays here until there is a code.',
  code: 'The window came back with a code and closed. Its state is the one that was sent, so the code is exchanged, with the verifier.',
  refresh: 'The access token is over: the refresh token buys a new pair, once for all tabs.',
  revocation: 'What was given out stops working at the platform.',
  userinfo: 'The app asks who it is. The token goes to the platform alone.',
}

function nameRequest(url: URL, endpoints: PlatformEndpoints, body: string): { readonly title: string; readonly sentence: string } {
  const is = (endpoint: string | undefined): boolean => endpoint !== undefined && url.href.startsWith(endpoint)
  if (is(endpoints.token) && body.includes('refresh_token:')) return { title: 'Refresh', sentence: WORDS.refresh }
  if (is(endpoints.token)) return { title: 'The code becomes tokens', sentence: WORDS.code }
  if (is(endpoints.revocation)) return { title: 'Revoke', sentence: WORDS.revocation }
  return { title: 'Who is it?', sentence: WORDS.userinfo }
}
