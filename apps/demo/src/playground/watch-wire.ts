import { readBody, redact } from './redact.ts'

/** Something that left this page, or came back. */
export type WireEvent =
  | { readonly kind: 'window'; readonly url: URL; readonly text: string }
  | { readonly kind: 'request'; readonly url: URL; readonly method: string; readonly text: string }
  | { readonly kind: 'reply'; readonly to: WireEvent; readonly status: number; readonly text: string }

/** Says of every window and request what goes over the wire, without its secrets. Replaces `open` and `fetch` of this page. */
export function watchWire({ tell, isBlocked }: { tell(event: WireEvent): void; isBlocked(): boolean }): void {
  const { open, fetch } = globalThis
  globalThis.open = (address, ...rest) => {
    if (isBlocked()) return null
    const popup = open.call(globalThis, address, ...rest)
    return popup && watchWindow(popup, (url) => tell(describeWindow(url)))
  }
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    const sent: WireEvent = { kind: 'request', url, method: request.method, text: redact(readBody(await request.clone().text())) }
    tell(sent)
    const response = await fetch(request)
    tell({ kind: 'reply', to: sent, status: response.status, text: redact(readBody(await response.clone().text())) })
    return response
  }
}

/** A window that says where it is sent. */
function watchWindow(popup: Window, tell: (url: URL) => void): Window {
  const place = {
    replace(address: string): void {
      tell(new URL(address))
      popup.location.replace(address)
    },
  }
  return new Proxy(popup, {
    get(target, name) {
      if (name === 'location') return place
      const found: unknown = Reflect.get(target, name)
      return typeof found === 'function' ? found.bind(target) : found
    },
  })
}

/** The authorization request: its parameters may stand behind `?` only. */
function describeWindow(url: URL): WireEvent {
  return { kind: 'window', url, text: redact(url.searchParams) }
}
