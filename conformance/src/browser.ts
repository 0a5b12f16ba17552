/** A page or a redirect, as a browser without scripts sees it. */
export interface SeenPage {
  readonly status: number
  readonly headers: Headers
  /** Absolute; empty when it leads nowhere. */
  readonly location: string
  readonly html: string
}

/** A browser reduced to what OAuth needs of it: cookies, and forms. It follows no redirect by itself. */
export class Browser {
  readonly #cookies = new Map<string, string>()

  async get(url: string): Promise<SeenPage> {
    return this.#keep(url, await fetch(url, { redirect: 'manual', headers: { cookie: this.cookieHeader } }))
  }

  /** Fills in and posts the first form of a page; `changes` overrides hidden fields too. */
  async submit(page: SeenPage, url: string, changes: Readonly<Record<string, string>>): Promise<SeenPage> {
    const [, path = ''] = /<form[^>]* action="([^"]*)"/.exec(page.html) ?? []
    const hidden = [...page.html.matchAll(/<input type="hidden" name="(transaction|csrf)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    )
    const target = new URL(path, url)
    const answer = await fetch(target, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: target.origin, cookie: this.cookieHeader },
      body: new URLSearchParams({ ...Object.fromEntries(hidden), ...changes }),
    })
    return this.#keep(target.href, answer)
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async #keep(url: string, answer: Response): Promise<SeenPage> {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    return {
      status: answer.status,
      headers: answer.headers,
      location: location === null ? '' : new URL(location, url).href,
      html: await answer.text(),
    }
  }
}
