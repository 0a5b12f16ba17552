/** Opens the window a person signs in with. */
export interface PopupPort {
  /** Opens at once, inside the click. `null` when the browser blocked it. */
  open(url: string): OpenPopup | null
}

/** A window that was opened. */
export interface OpenPopup {
  /**
   * Tells what is known of it. `closed` alone proves nothing: a login page with a Cross-Origin-Opener-Policy makes an open window look closed.
   *
   * `gone`: closed, and the person came back to our page. `perhaps`: closed, with nothing to confirm it by.
   */
  presence(): 'open' | 'perhaps' | 'gone'
  /** Calls back with every message that this very window posts to ours, until it is released. Nothing of it is checked. */
  listen(listener: (origin: string, data: unknown) => void): void
  close(): void
  /** Stops watching; the window stays as it is. */
  release(): void
}
