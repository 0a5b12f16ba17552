import type { LoginOptions, StagedoorClient } from '../stagedoor-client.ts'
import type { StagedoorError, StagedoorErrorCode } from '../stagedoor-error.ts'
import { BUTTON_CSS } from './button-css.ts'
import { findButtonLook } from './button-looks.ts'
import { type ButtonWords, findButtonWords } from './button-words.ts'
import type { ButtonState, StagedoorButton } from './stagedoor-button.ts'

const AFTER_ERROR: Readonly<Partial<Record<StagedoorErrorCode, ButtonState>>> = {
  popup_blocked: 'blocked',
  cancelled: 'cancelled',
  consent_denied: 'cancelled',
}

/** Defines the element, once however often it is called. Does nothing where there are no elements, as on a server. */
export function defineStagedoorButton(name = 'stagedoor-button'): void {
  if (typeof customElements === 'object' && !customElements.get(name)) customElements.define(name, createButtonClass())
}

/** Made when it is needed: on a server there is no HTMLElement to extend. */
function createButtonClass(): CustomElementConstructor {
  // A sheet of this kind needs no `unsafe-inline` in a Content-Security-Policy.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(BUTTON_CSS)

  return class extends HTMLElement implements StagedoorButton {
    static observedAttributes: readonly string[] = ['platform', 'custom-text', 'lang']
    readonly #button = make('button', { type: 'button', part: 'button' })
    readonly #label = make('span', { dir: 'auto' })
    readonly #note = make('p', { dir: 'auto', role: 'status' })
    #client: StagedoorClient | undefined
    // What was set before the element was defined.
    loginOptions: LoginOptions | undefined = (this as Partial<StagedoorButton>).loginOptions
    words: Partial<ButtonWords> | undefined = (this as Partial<StagedoorButton>).words
    state: ButtonState = 'idle'
    /** While the person has to do something. */
    #error: StagedoorError | undefined
    #attempt = 0
    #stopListening: (() => void) | undefined

    constructor() {
      super()
      const root = this.attachShadow({ mode: 'open', delegatesFocus: true })
      root.adoptedStyleSheets = [sheet]
      const icon = make('slot', { name: 'icon' })
      icon.append(make('i', {}))
      this.#button.append(icon, this.#label)
      root.append(this.#button, this.#note)
      this.#button.onclick = () => this.#login()
      // Still focused inside, it was another window that took the focus: the note has to be read yet.
      this.#button.onblur = () => root.activeElement === null && this.#error && this.#show('idle')
      const { client } = this
      Reflect.deleteProperty(this, 'client')
      this.client = client
    }

    get client(): StagedoorClient | undefined {
      return this.#client
    }
    set client(client: StagedoorClient | undefined) {
      this.#client = client
      this.connectedCallback()
    }

    connectedCallback(): void {
      if (!this.isConnected) return
      const { state } = this
      const { name, look } = findButtonLook(this.getAttribute('platform'), this.#client?.platform)
      const spoken = (this.closest<HTMLElement>('[lang]') ?? document.documentElement).lang || navigator.language
      const words = { ...findButtonWords(spoken), ...this.words }
      const label = this.getAttribute('custom-text') ?? words.login.replace('$', () => name)
      const notes: Partial<Record<ButtonState, string>> = { idle: '', busy: `${label} …`, done: `${label} ✓` }
      this.#button.lang = this.#note.lang = words.lang
      this.#button.style.cssText = `--a:${look.accent};--o:${look.onAccent}`
      this.#button.ariaBusy = `${state === 'busy'}`
      this.#label.textContent = label
      this.#note.textContent = notes[state] ?? (this.#error?.continueInThisTab ? words.blocked : words.again)
      this.#note.className = this.#error ? 'on' : ''
    }
    disconnectedCallback(): void {
      this.#stopListening?.()
    }
    attributeChangedCallback(): void {
      this.connectedCallback()
    }

    /** Nothing is awaited before the window is open: the browser would block it. */
    #login(): void {
      const client = this.#client
      if (!client) throw new TypeError('Set client first.')
      // A click while one is under way leads back to its window; how the one before fails is of no interest then.
      const attempt = ++this.#attempt
      const goOnHere = this.#error?.continueInThisTab
      this.#show('busy')
      this.#stopListening?.()
      // Not the promise: a reply may come after its window counted as closed, and signs in all the same.
      this.#stopListening = client.on('signed_in', () => this.#show('done'))
      const login = goOnHere?.() ?? client.login(this.loginOptions)
      login.catch((error: StagedoorError) => {
        if (attempt === this.#attempt) this.#show(AFTER_ERROR[error.code] ?? 'error', error)
      })
    }

    #show(state: ButtonState, error?: StagedoorError): void {
      this.state = state
      this.#error = error
      this.setAttribute('state', state)
      this.connectedCallback()
      this.dispatchEvent(new CustomEvent('stagedoor-change', { bubbles: true, composed: true, detail: { state, error } }))
    }
  }
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Readonly<Record<string, string>>): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(tag), attributes)
}
