/** A `fetch` that lets no request go that is too late, and tells whether there was one. */
export interface TimelyFetch {
  readonly fetch: typeof globalThis.fetch
  /** Whether a request was kept back. */
  readonly wasLate: () => boolean
}

/**
 * Wraps `fetch` for a request that must not leave after its time: by then others may have spent what it spends.
 *
 * A machine that sleeps while a connection is made sends what waits for it when it wakes, before any timer is over. So the body is not given away
 * before it is asked for, which Node does when the connection is there; nothing has left before the first byte of the body.
 *
 * @param isLate - Asked when the request begins, and once more when it leaves.
 * @param asksForBody - Whether this is a `fetch` of which we know that it asks so late; any other gets the body as it is.
 */
export function sendInTime(
  fetch: typeof globalThis.fetch,
  { isLate, asksForBody }: { readonly isLate: () => boolean; readonly asksForBody: boolean },
): TimelyFetch {
  let wasLate = false
  const requireTime = (): void => {
    wasLate ||= isLate()
    if (wasLate) throw new Error('It was too late to send this.')
  }
  return {
    wasLate: () => wasLate,
    fetch: async (input, init) => {
      requireTime()
      const body = init?.body
      return fetch(input, asksForBody && isText(body) ? withAskedBody(init, body, requireTime) : init)
    },
  }
}

/** Tells whether the global `fetch` is that of Node, which connects first, and then reads a stream. */
export function isNode(): boolean {
  const versions: Readonly<Record<string, unknown>> = globalThis.process?.versions ?? {}
  return 'undici' in versions && !('bun' in versions) && !('deno' in versions)
}

function isText(body: unknown): body is string | URLSearchParams {
  return typeof body === 'string' || body instanceof URLSearchParams
}

function withAskedBody(init: RequestInit | undefined, text: string | URLSearchParams, requireTime: () => void): RequestInit {
  const bytes = new TextEncoder().encode(String(text))
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        requireTime()
        controller.enqueue(bytes)
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  const headers = new Headers(init?.headers)
  // A stream does not say of itself what it is, as a form does.
  if (text instanceof URLSearchParams) headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
  // Else it would be sent in chunks, which not every server takes.
  headers.set('content-length', String(bytes.byteLength))
  const streamed: RequestInit & { readonly duplex: 'half' } = { ...init, headers, body, duplex: 'half' }
  return streamed
}
