import type { AppState, AsyncStorage, AuthSessionBrowser, Linking, SecureStore, Subscription } from '@stagedoor/client/react-native'

/** What the system does with the browser over an app. */
export type BrowserBehaviour = (url: string) => Promise<{ readonly type: string; readonly url?: string }>

/**
 * A phone: doubles of the native calls behind `expo-web-browser`, `Linking`, `AppState`, AsyncStorage and `expo-secure-store`, with the
 * interfaces of these packages, and their habits as their sources show them.
 */
export class Phone {
  /** What the system keeps when an app ends. */
  readonly entries: Map<string, string> = new Map()
  readonly opened: string[] = []
  readonly refused: Set<'read' | 'write'> = new Set()
  initialUrl: string | null = null
  behave: BrowserBehaviour = async () => ({ type: 'cancel' })
  dismissed = 0
  readonly #links = new Set<(event: { url: string }) => void>()
  readonly #states = new Set<(state: string) => void>()

  readonly browser: AuthSessionBrowser = {
    openAuthSessionAsync: (url) => {
      this.opened.push(url)
      return this.behave(url)
    },
    dismissAuthSession: () => {
      this.dismissed += 1
    },
  }

  readonly linking: Linking = {
    getInitialURL: async () => this.initialUrl,
    addEventListener: (_, listener) => subscribe(this.#links, listener),
  }

  readonly appState: AppState = { addEventListener: (_, listener) => subscribe(this.#states, listener) }

  readonly asyncStorage: AsyncStorage = {
    getItem: async (key) => this.#read(key),
    setItem: async (key, value) => this.#write(key, value),
    removeItem: async (key) => this.#write(key, null),
    getAllKeys: async () => [...this.entries.keys()],
  }

  /** Takes the names that the real one takes, and no other. */
  readonly secureStore: SecureStore = {
    getItemAsync: async (key) => this.#read(checkName(key)),
    setItemAsync: async (key, value) => this.#write(checkName(key), value),
    deleteItemAsync: async (key) => this.#write(checkName(key), null),
  }

  get listeners(): number {
    return this.#links.size + this.#states.size
  }

  openLink(url: string): void {
    for (const listener of [...this.#links]) listener({ url })
  }

  comeToFront(): void {
    for (const listener of [...this.#states]) listener('active')
  }

  async #read(key: string): Promise<string | null> {
    await Promise.resolve()
    if (this.refused.has('read')) throw new Error('User interaction is not allowed.')
    return this.entries.get(key) ?? null
  }

  async #write(key: string, value: string | null): Promise<void> {
    await Promise.resolve()
    if (this.refused.has('write')) throw new Error('database or disk is full')
    if (value === null) this.entries.delete(key)
    else this.entries.set(key, value)
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): Subscription {
  listeners.add(listener)
  return { remove: () => void listeners.delete(listener) }
}

function checkName(key: string): string {
  if (!/^[\w.-]+$/.test(key)) throw new Error('Invalid key provided to SecureStore.')
  return key
}
