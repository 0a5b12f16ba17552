import { type Mail, MailUnavailableError } from '../src/ports/mailer.ts'
import { startServer, type TestServer, type TestServerOptions } from './start-server.ts'
import type { Entries, Seen, TestBrowser } from './test-browser.ts'

/** What zoe signs up with. */
export const newAccount = { email: 'zoe@example.com', username: 'zoe', name: 'Zoë', password: 'four random words here' } as const

/** A server on which people open accounts; its mails arrive in `mails`. */
export interface AccountServer extends TestServer {
  readonly mails: readonly Mail[]
  /** From now on the mail server is down. */
  breakMail(): void
  /** Fills in the form at `path`, as the page there has it. */
  fillIn(browser: TestBrowser, path: string, form: Entries, headers?: Entries): Promise<Seen>
  /** Opens an account in this browser, with its link, and stays signed in. */
  signUp(browser: TestBrowser, changes?: Partial<Record<keyof typeof newAccount, string>>): Promise<Seen>
  /** Path of the link in the newest mail; waits for work that goes on in the background. */
  newestLink(): Promise<string>
}

/** Starts it; it ends with the test. */
export async function startAccountServer(options: TestServerOptions = {}): Promise<AccountServer> {
  const mails: Mail[] = []
  let isBroken = false
  const mailer = {
    async send(mail: Mail): Promise<void> {
      if (isBroken) throw new MailUnavailableError('The mail server did not take a mail: ECONNREFUSED.')
      mails.push(mail)
    },
  }
  const inner = await startServer({ ...options, site: { mailer, ...options.site } })
  const server: AccountServer = {
    ...inner,
    mails,
    breakMail: () => {
      isBroken = true
    },
    async fillIn(browser, path, form, headers) {
      const [action = ''] = path.split('?')
      return browser.submit(await browser.get(path), action, form, headers)
    },
    async signUp(browser, changes = {}) {
      await server.fillIn(browser, '/account/sign-up', { ...newAccount, ...changes })
      const link = await server.newestLink()
      return server.fillIn(browser, link, { token: tokenOf(link) })
    },
    async newestLink() {
      await inner.context.background.settle()
      const link = /https:\/\/platform\.example(\/\S+)/.exec(mails.at(-1)?.text ?? '')?.[1]
      if (link === undefined) throw new Error('There is no link in the newest mail.')
      return link
    },
  }
  return server
}

/** The one-time secret of a link. */
export function tokenOf(link: string): string {
  return new URL(link, 'https://platform.example').searchParams.get('token') ?? ''
}
