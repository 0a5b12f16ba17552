import type { StagedoorClient } from '@stagedoor/client'
import { type ButtonChange, defineStagedoorButton } from '@stagedoor/client/button'
import { element } from '../element.ts'
import { platforms } from '../platforms.ts'
import { createFlowSteps } from './flow-steps.ts'
import { watchWire } from './watch-wire.ts'
import { type Knobs, writeHtml, writeReact } from './write-code.ts'

// As the demo: registered under the address, not under its name.
if (location.hostname === 'localhost') location.replace(location.href.replace('//localhost', '//127.0.0.1'))

const IMPORT_NAMES: Readonly<Record<string, string>> = { 'audius-legacy': 'audiusLegacy' }
const ATTRIBUTES = ['size', 'corners', 'custom-text', 'full-width', 'lang'] as const
const DEFAULTS: Readonly<Record<string, string>> = { size: 'medium', corners: 'default' }

const form = get('form', HTMLFormElement)
const place = get('#place', HTMLElement)
const sessionLine = get('#session', HTMLElement)
const logOut = get('#log-out', HTMLButtonElement)
const code = element('pre', { tabindex: '0', role: 'region', 'aria-label': 'Code of this button' })
get('#code-place', HTMLElement).append(code)
const copied = get('#copied', HTMLElement)
const steps = createFlowSteps(get('#steps', HTMLElement), get('#no-steps', HTMLElement))
const tabs = [...document.querySelectorAll<HTMLButtonElement>('[data-language]')]
const select = get('[name=platform]', HTMLSelectElement)
select.append(...platforms.map(({ description: { id, name } }) => element('option', { value: id }, name)))

defineStagedoorButton()
let language = 'html'
let shown: string | undefined
let stopListening = (): void => undefined
watchWire({
  tell: (event) => steps.showWire(event, chosen().client.endpoints),
  isBlocked: () => knob('blocked') !== '',
})
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('input', ({ target }) => (target === select ? mount() : turn()))
for (const tab of tabs) {
  tab.addEventListener('click', () => {
    language = tab.dataset['language'] ?? language
    turn()
  })
}
get('#copy', HTMLButtonElement).addEventListener('click', () => void copy())
logOut.addEventListener('click', () => void chosen().client.logout())
mount()

function chosen(): (typeof platforms)[number] {
  const found = platforms.find(({ description }) => description.id === select.value)
  if (found === undefined) throw new TypeError('There is no such platform.')
  return found
}

/** Puts a fresh button on the stage, for the platform that is chosen. */
function mount(): void {
  const { client } = chosen()
  const button = Object.assign(document.createElement('stagedoor-button'), { client })
  button.setAttribute('platform', client.platform.id)
  // Before the button hears of its click.
  button.addEventListener('click', steps.begin, { capture: true })
  button.addEventListener('stagedoor-change', (event) => {
    const { error }: ButtonChange = event instanceof CustomEvent ? event.detail : {}
    if (error !== undefined) steps.showError(error)
  })
  place.replaceChildren(button)
  turn()
  stopListening()
  listen(client)
}

function listen(client: StagedoorClient): void {
  const stop = client.subscribe(() => void showSession(client))
  const stopSteps = [client.on('signed_in', steps.showSession), client.on('ended', () => steps.showSession(client.session))]
  stopListening = () => {
    for (const end of [stop, ...stopSteps]) end()
  }
  void client.restore()
  void showSession(client)
}

async function showSession(client: StagedoorClient): Promise<void> {
  const key = client.platform.id + client.session.status
  if (shown === key) return
  shown = key
  const isIn = client.session.status === 'authenticated'
  logOut.hidden = !isIn
  sessionLine.textContent = isIn ? 'Signed in.' : ''
  if (!isIn) return
  const person = await client.getProfile().catch(() => undefined)
  if (shown === key && person !== undefined) sessionLine.textContent = `Signed in as ${person.name ?? person.username ?? person.subject}.`
}

function knob(name: string): string {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value : ''
}

/** Brings button and code to what the knobs say. */
function turn(): void {
  const button = place.querySelector('stagedoor-button')
  const { description, client, scope } = chosen()
  const attributes = ATTRIBUTES.flatMap((name) => {
    const value = knob(name)
    if (value === '' || value === DEFAULTS[name]) {
      button?.removeAttribute(name)
      return []
    }
    const set = name === 'full-width' ? '' : value
    button?.setAttribute(name, set)
    return [[name, set] as const]
  })
  const display = knob('display') === 'page' ? 'page' : 'popup'
  if (button !== null) button.loginOptions = { display, returnTo: location.pathname }
  const knobs: Knobs = {
    platform: client.platform.id,
    importName: IMPORT_NAMES[client.platform.id] ?? client.platform.id,
    scope,
    label: button?.shadowRoot?.querySelector('button')?.textContent ?? '',
    attributes,
    display,
    signsProfiles: description.signedProfile !== null,
  }
  code.textContent = language === 'react' ? writeReact(knobs) : writeHtml(knobs)
  copied.textContent = ''
  for (const tab of tabs) tab.setAttribute('aria-pressed', String(tab.dataset['language'] === language))
}

async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.textContent ?? '')
    copied.textContent = 'Copied.'
  } catch {
    copied.textContent = 'The browser does not let this page copy: select the code instead.'
  }
}

function get<E extends Element>(selector: string, type: new () => E): E {
  const found = document.querySelector(selector)
  if (found instanceof type) return found
  throw new TypeError(`The page has no ${selector}.`)
}
