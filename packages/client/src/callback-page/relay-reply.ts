import { parseJsonObject } from '../json-object.ts'
import type { ChannelPort } from '../ports/channel-port.ts'

/** How long the page that started a login may take to answer before it counts as gone. */
const RELAY_MS = 1500

/** The page that the person came back to, as far as it takes part. */
export interface ReturnPage {
  /** Its address, reply included. */
  readonly url: string
  /** Where the app is: a page that calls `handleCallback()`. */
  readonly home: string
  readonly channel: ChannelPort
  /** Every stored text by key: of both storages. */
  readonly stored: readonly (readonly [key: string, text: string])[]
  replaceUrl(url: string): void
  goTo(url: string): void
  close(): void
  show(sentence: string): void
  after(delayMs: number, task: () => void): void
}

/**
 * Hands the reply in the address to whoever waits for it: the page that opened this window, else the app's home page, which redeems it.
 *
 * Knows neither platform nor client, so that a callback page can be a file that is the same for every app.
 */
export function relayReply({ url, home, channel, stored, replaceUrl, goTo, close, show, after }: ReturnPage): void {
  const { pathname, search, hash } = new URL(url)
  const state = new URLSearchParams(search).get('state') ?? new URLSearchParams(hash.slice(1)).get('state')
  // Before anything else: a reload must not find the code, and no other script should.
  replaceUrl(pathname)
  const goHome = (): void => goTo(home + search + hash)
  const pending = stored.find(([key]) => key.endsWith(`/pending/${state}`))
  if (state === null || parseJsonObject(pending?.[1] ?? null)?.['display'] === 'page') {
    goHome()
    return
  }

  let answered = false
  channel.listen((message) => {
    if (answered || message.kind !== 'taken' || message.state !== state) return
    answered = true
    show('You can close this window.')
    close()
  })
  channel.post({ kind: 'response', state, url })
  after(RELAY_MS, () => {
    if (!answered) goHome()
  })
}
