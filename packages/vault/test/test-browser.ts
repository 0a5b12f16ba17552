import { request as httpRequest } from 'node:http'

/** Sends a request as it is; Node's own `fetch` writes some headers itself. */
export type Transport = (request: Request) => Promise<Response>

export interface Visited {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** Addresses of all answers on the way, the first first. */
  readonly way: readonly string[]
}

/** Where a request comes from: an origin whose page has a link or form, or `typed` into the address bar. */
type From = string

/**
 * A browser as far as cookies, redirects and the headers of Fetch Metadata go: `SameSite=Lax`, `HttpOnly` and `Max-Age` of RFC 6265bis, by
 * host name, because cookies know no ports.
 */
export class TestBrowser {
  /** By host, then name. */
  readonly cookies: Map<string, Map<string, string>> = new Map()
  /** `Set-Cookie` values as they came. */
  readonly setCookies: string[] = []
  readonly #transports: ReadonlyMap<string, Transport>

  /** @param transports - By origin; others go out by HTTP. */
  constructor(transports: Readonly<Record<string, Transport>> = {}) {
    this.#transports = new Map(Object.entries(transports))
  }

  /** Follows a link, and the redirects behind it. @param stopAt - Begins the address that is not asked for any more. */
  navigate(url: string, { from = 'typed', stopAt }: { readonly from?: From; readonly stopAt?: string } = {}): Promise<Visited> {
    return this.#go({ method: 'GET', url }, from, stopAt)
  }

  /** Submits a form of a page. */
  submit(
    url: string,
    { from, fields = {}, stopAt }: { readonly from: From; readonly fields?: Record<string, string>; readonly stopAt?: string },
  ): Promise<Visited> {
    return this.#go({ method: 'POST', url, body: new URLSearchParams(fields).toString() }, from, stopAt)
  }

  /** Asks as a script of a page of that origin does. */
  async ask(url: string, { from, ...init }: RequestInit & { readonly from: From }): Promise<Response> {
    const headers = new Headers({ accept: 'application/json', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty', ...init.headers })
    headers.set('sec-fetch-site', siteOf(from, url))
    if ((init.method ?? 'GET') !== 'GET') headers.set('origin', from)
    if (isSameSite(from, url)) this.#addCookies(headers, url)
    const response = await this.#send(new Request(url, { ...init, headers }))
    this.#keepCookies(response, url)
    return response
  }

  async #go(first: { method: string; url: string; body?: string }, from: From, stopAt: string | undefined): Promise<Visited> {
    let { method, url, body } = first
    let isCrossSite = from !== 'typed' && !isSameSite(from, url)
    const way: string[] = []
    for (;;) {
      const headers = new Headers({ accept: 'text/html', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })
      headers.set('sec-fetch-site', isCrossSite ? 'cross-site' : siteOf(from, url))
      if (method === 'POST') headers.set('origin', from)
      if (body !== undefined) headers.set('content-type', 'application/x-www-form-urlencoded')
      if (method === 'GET' || !isCrossSite) this.#addCookies(headers, url)
      const response = await this.#send(new Request(url, { method, headers, ...(body !== undefined && { body }) }))
      this.#keepCookies(response, url)
      way.push(url)
      const location = response.headers.get('location')
      const next = location === null ? undefined : new URL(location, url).href
      if (next === undefined || (stopAt !== undefined && next.startsWith(stopAt)))
        return { url: next ?? url, status: response.status, headers: response.headers, body: await response.text(), way }
      isCrossSite ||= !isSameSite(url, next)
      ;({ method, url, body } = { method: 'GET', url: next, ...(response.status === 307 && { method, body }) })
    }
  }

  #send(request: Request): Promise<Response> {
    return (this.#transports.get(new URL(request.url).origin) ?? sendByHttp)(request)
  }

  #addCookies(headers: Headers, url: string): void {
    const kept = this.cookies.get(new URL(url).hostname) ?? []
    const text = [...kept].map(([name, value]) => `${name}=${value}`).join('; ')
    if (text !== '') headers.set('cookie', text)
  }

  #keepCookies(response: Response, url: string): void {
    for (const line of response.headers.getSetCookie()) {
      this.setCookies.push(line)
      this.setCookie(url, line)
    }
  }

  /** Keeps one cookie, in the form of a `Set-Cookie` header. */
  setCookie(url: string, line: string): void {
    const { hostname } = new URL(url)
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    const kept = this.cookies.get(hostname) ?? new Map<string, string>()
    if (/; Max-Age=0(;|$)/.test(line)) kept.delete(name)
    else kept.set(name, value)
    this.cookies.set(hostname, kept)
  }
}

/** Ports and schemes aside, two loopback names are two sites. */
function isSameSite(one: string, other: string): boolean {
  return new URL(one).hostname === new URL(other).hostname
}

function siteOf(from: From, url: string): string {
  if (from === 'typed') return 'none'
  if (new URL(from).origin === new URL(url).origin) return 'same-origin'
  return isSameSite(from, url) ? 'same-site' : 'cross-site'
}

/** Sends a request over HTTP, to this machine alone. */
export async function sendByHttp(request: Request): Promise<Response> {
  const { hostname, port, pathname, search, host } = new URL(request.url)
  if (hostname !== 'localhost' && hostname !== '127.0.0.1') throw new TypeError(`${hostname} is not this machine.`)
  const body = Buffer.from(await request.arrayBuffer())
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path: pathname + search,
        method: request.method,
        headers: { ...Object.fromEntries(request.headers), host, 'content-length': body.length },
      },
      async (incoming) => {
        const headers = new Headers()
        for (let index = 0; index < incoming.rawHeaders.length; index += 2)
          headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '')
        const content = Buffer.concat(await incoming.toArray())
        const status = incoming.statusCode ?? 0
        resolve(new Response([204, 303, 304].includes(status) ? null : content, { status, headers }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}
