/** Opens the window a person signs in with. */
export interface PopupPort {
  /** Opens an empty window at once, inside the click. `null` when the browser blocked it. */
  open(): OpenPopup | null
}

/** A window that was opened. */
export interface OpenPopup {
  /**
   * Tells what is known of it. `closed` alone proves nothing: a login page with a Cross-Origin-Opener-Policy makes an open window look closed.
   *
   * `open`: nothing says that it is closed. `gone`: closed, and the person came back to our page. `perhaps`: so it looks, with nothing to
   * confirm it by. `lost`: wherever it is, no reply can come from it.
   */
  presence(): 'open' | 'perhaps' | 'gone' | 'lost'
  /** Sends it to a page. */
  show(url: string): void
  /** Brings it to the front. `false`: nothing says that it is there. */
  focus(): boolean
  /** Calls back with every message that this very window posts to ours, until it is released. Nothing of it is checked. */
  listen(listener: (origin: string, data: unknown) => void): void
  close(): void
  /** Stops watching; the window stays as it is. */
  release(): void
}
