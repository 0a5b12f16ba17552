import type { StagedoorErrorCode } from '../stagedoor-error.ts'

/** What the callback page and the page that started the login tell each other. Never leaves the app's own origin. */
export type ChannelMessage =
  /** Callback page: this came back. */
  | { readonly kind: 'response'; readonly state: string; readonly url: string }
  /** Starting page: I have it, close yourself. */
  | { readonly kind: 'taken'; readonly state: string }
  /** Callback page: nobody took it, so I finished it; `error` is a code of our table. */
  | { readonly kind: 'finished'; readonly state: string; readonly error?: StagedoorErrorCode }

/** Carries messages between pages of one origin, on every way there is: the first to arrive wins, so listeners see duplicates. */
export interface ChannelPort {
  /** `reply` also goes straight back to the window that spoke, which is the only way out of a partitioned iframe. */
  listen(listener: (message: ChannelMessage, reply: (message: ChannelMessage) => void) => void): () => void
  post(message: ChannelMessage): void
}
