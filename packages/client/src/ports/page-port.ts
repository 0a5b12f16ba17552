/** The page we run in. Absent on a server and in a terminal. */
export interface PagePort {
  url(): string
  /** Shows another URL for this page, at once, without loading it and without a history entry. */
  replaceUrl(url: string): void
  /** Leaves for another URL. Resolves only when the person comes back to this very page, with the back button. */
  leave(url: string): Promise<void>
  /** Whether the browser calls this a secure context. */
  isSecure(): boolean
  /** `false` only when surely offline. */
  isOnline(): boolean
  hasOpener(): boolean
  /** Whether another page shows this one in a frame; absent where there are none. */
  isFramed?(): boolean
  /** Calls back when the person looks at the page again, or the network is back; the returned function ends it. */
  onWake?(listener: () => void): () => void
  close(): void
}
