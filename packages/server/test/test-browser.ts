import { formatParameters } from '@stagedoor/protocol'
import type { HttpResponse } from '../src/http/http-message.ts'
import type { ConsentPage, ErrorPage, FormPostPage, SignInPage, WebMessagePage } from '../src/ports/pages.ts'
import type { ShownPage } from './recording-pages.ts'
import type { TestServer } from './start-server.ts'

/** What ada signs in with. */
export const password = 'a long and winding password'

export type Entries = Readonly<Record<string, string | undefined>>

/** What a browser sees of an answer. */
export interface Seen {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Where it leads; empty for a page. */
  readonly location: string
  /** What the redirect carries in its query or fragment. */
  readonly answer: URLSearchParams
  /** The page it is, if it is one. */
  readonly page: ShownPage | undefined
}

export const codeChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' // RFC 7636 appendix B

/** A browser with a cookie jar, as far as this server can tell. */
export class TestBrowser {
  readonly cookies: Map<string, string> = new Map()
  readonly #server: TestServer

  constructor(server: TestServer) {
    this.#server = server
  }

  /** Opens the authorization endpoint with a good request, but for `changes`; `undefined` leaves a parameter out. */
  authorize(changes: Entries = {}): Promise<Seen> {
    return this.get(`${this.authorizationPath}?${formatParameters(Object.entries(this.requestParameters(changes)))}`)
  }

  requestParameters(changes: Entries = {}): Entries {
    const { client, context } = this.#server
    return {
      [context.platform.authorization.clientIdParameter]: client.id,
      redirect_uri: client.redirectUris[0],
      response_type: 'code',
      scope: context.platform.defaultScope.join(' '),
      state: 'af0ifjsldkj',
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
      ...changes,
    }
  }

  get authorizationPath(): string {
    return new URL(this.#server.context.platform.endpoints.authorization).pathname
  }

  /** Signs in from the page that is shown. */
  async signIn(from: Seen, changes: Entries = {}, headers: Entries = {}): Promise<Seen> {
    const page = signInPage(from.page === undefined ? await this.get(from.location) : from)
    const form = { transaction: page.transaction, csrf: page.csrf, username: 'ada', password, ...changes }
    return this.post('/interaction/sign-in', form, headers)
  }

  /** Decides on the consent screen. */
  async decide(from: Seen, decision: string | undefined, changes: Entries = {}, headers: Entries = {}): Promise<Seen> {
    const page = consentPage(from.page === undefined ? await this.get(from.location) : from)
    return this.post('/interaction/consent', { transaction: page.transaction, csrf: page.csrf, decision, ...changes }, headers)
  }

  /** Signs in and allows a request, so that the next one needs nothing. */
  async becomeKnown(changes: Entries = {}): Promise<Seen> {
    return this.decide(await this.signIn(await this.authorize(changes)), 'allow')
  }

  get(path: string, headers: Entries = {}): Promise<Seen> {
    return this.#send('GET', path, { headers, body: '' })
  }

  /** Posts a form to a path below the base path, as a page of this server does. */
  post(path: string, form: Entries, headers: Entries = {}): Promise<Seen> {
    const { basePath, baseUrl } = this.#server.context
    const all = { origin: new URL(baseUrl).origin, 'content-type': 'application/x-www-form-urlencoded', ...headers }
    return this.#send('POST', basePath + path, { headers: all, body: formatParameters(Object.entries(form)) })
  }

  /** Fills in and posts a form of a page beside sign-in, from the page that shows it: its token goes along. */
  submit(from: Seen, path: string, form: Entries = {}, headers: Entries = {}): Promise<Seen> {
    const csrf = /name="csrf" value="([^"]*)"/.exec(from.body)?.[1]
    if (csrf === undefined) throw new Error('There is no form on this page.')
    return this.post(path, { csrf, ...form }, headers)
  }

  /** Posts a body as it is. */
  postRaw(path: string, body: string, headers: Entries): Promise<Seen> {
    return this.#send('POST', this.#server.context.basePath + path, { headers, body })
  }

  async #send(method: string, target: string, { headers, body }: { readonly headers: Entries; readonly body: string }): Promise<Seen> {
    const { basePath } = this.#server.context
    const url = new URL(target, 'http://server')
    const question = target.indexOf('?')
    const before = this.#server.shown.length
    const bytes = new TextEncoder().encode(body)
    const response = await this.#server.handle({
      method,
      path: url.pathname.slice(basePath.length),
      query: question < 0 ? '' : target.slice(question + 1),
      headers: { ...this.#cookieHeader(), ...headers },
      remoteAddress: '127.0.0.1',
      readBody: async (limit) => (bytes.length > limit ? 'too_large' : bytes),
    })
    this.#keepCookies(response)
    return see(response, this.#server.shown.slice(before).at(-1))
  }

  #cookieHeader(): Entries {
    return this.cookies.size === 0 ? {} : { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
  }

  #keepCookies({ headers }: HttpResponse): void {
    for (const line of [headers['Set-Cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.cookies.set(name, value)
    }
  }
}

function see({ status, headers, body }: HttpResponse, shown: ShownPage | undefined): Seen {
  const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]))
  const location = flat.location ?? ''
  const parameters = /[?#](.*)$/.exec(location)?.[1]?.replace('#', '&')
  const page = location === '' ? shown : undefined
  return { status, headers: flat, body: String(body), location, answer: new URLSearchParams(parameters), page }
}

export function signInPage({ page }: Seen): SignInPage {
  if (page?.kind !== 'sign-in') throw new Error(`Not a sign-in page: ${page?.kind}`)
  return page
}

export function consentPage({ page }: Seen): ConsentPage {
  if (page?.kind !== 'consent') throw new Error(`Not a consent page: ${page?.kind}`)
  return page
}

export function errorPage({ page }: Seen): ErrorPage {
  if (page?.kind !== 'error') throw new Error(`Not an error page: ${page?.kind}`)
  return page
}

export function formPostPage({ page }: Seen): FormPostPage {
  if (page?.kind !== 'form-post') throw new Error(`Not a form post: ${page?.kind}`)
  return page
}

export function webMessagePage({ page }: Seen): WebMessagePage {
  if (page?.kind !== 'web-message') throw new Error(`Not a web message: ${page?.kind}`)
  return page
}
