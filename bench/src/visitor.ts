/** Where a visitor is, and what is there. */
export interface Page {
  readonly url: string
  readonly html: string
}

/** A browser reduced to cookies, forms and redirects; it stops where the emulator ends. */
export class Visitor {
  readonly #cookies = new Map<string, string>()

  async open(url: string, init: RequestInit = {}): Promise<Page> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie, origin: new URL(url).origin } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, value)
    }
    const html = await answer.text()
    const location = answer.headers.get('location')
    if (location === null) return { url, html }
    const next = new URL(location, url)
    return next.origin === new URL(url).origin ? this.open(next.href) : { url: next.href, html: '' }
  }

  submit({ url, html }: Page, fields: Readonly<Record<string, string>>): Promise<Page> {
    const [, action = ''] = /<form[^>]* action="([^"]*)"/.exec(html) ?? []
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ])
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields })
    return this.open(new URL(action, url).href, { method: 'POST', body })
  }
}
