/** What is used of `expo-web-browser`: pass the whole module. */
export interface AuthSessionBrowser {
  /** Resolves to `{ type: 'success', url }`, or to a `type` that says why not: `cancel`, `dismiss`, `locked`. */
  openAuthSessionAsync(
    url: string,
    redirectUrl?: string | null,
    options?: { readonly preferEphemeralSession?: boolean },
  ): Promise<{ readonly type: string; readonly url?: string }>
  /** Rejects or throws where there is none (Android). */
  dismissAuthSession?(): void
}

/** What is used of React Native's `Linking`, or of `expo-linking`. */
export interface Linking {
  /** The URL the app was started with. */
  getInitialURL(): Promise<string | null>
  addEventListener(type: 'url', listener: (event: { url: string }) => void): Subscription
}

/** What is used of React Native's `AppState`. */
export interface AppState {
  addEventListener(type: 'change', listener: (state: string) => void): Subscription
}

/** What both listeners return. */
export interface Subscription {
  remove(): void
}

/** What is used of `@react-native-async-storage/async-storage`. */
export interface AsyncStorage {
  getItem(key: string): Promise<string | null>
  setItem(key: string, value: string): Promise<void>
  removeItem(key: string): Promise<void>
  getAllKeys(): Promise<readonly string[]>
}

/** What is used of `expo-secure-store`: pass the whole module. */
export interface SecureStore<Options = object> {
  getItemAsync(key: string, options?: Options): Promise<string | null>
  setItemAsync(key: string, value: string, options?: Options): Promise<void>
  deleteItemAsync(key: string, options?: Options): Promise<void>
}
