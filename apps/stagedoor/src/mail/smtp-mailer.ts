import { type Mail, type Mailer, MailUnavailableError } from '@stagedoor/server/ports'

/** A mail server, and who the mails are from. */
export interface SmtpOptions {
  readonly host: string
  /** Default: 465 with `tls`, 587 with `starttls`, 25 with `none`. */
  readonly port?: number
  /** How the way there is protected: `starttls` refuses to go on without. `none` is for this machine. Default `starttls`. */
  readonly security?: 'tls' | 'starttls' | 'none'
  /** Account at the mail server. */
  readonly credentials?: { readonly username: string; readonly password: string } | null
  /** `Mixwave <login@mixwave.example>` */
  readonly from: string
  /** How long one step of a conversation with the server may take; default ten seconds. */
  readonly timeoutMs?: number
}

const DEFAULT_PORTS = { tls: 465, starttls: 587, none: 25 } as const

/**
 * Sends mail by SMTP (RFC 5321), one conversation each: mails are rare, and a connection that is kept goes stale.
 *
 * A mail program is told not to answer (`Auto-Submitted`, RFC 3834). What goes wrong is told without addresses, contents and credentials.
 */
export function createSmtpMailer(options: SmtpOptions): Mailer {
  const { host, security = 'starttls', credentials, from, timeoutMs = 10_000 } = options
  const settings = {
    host,
    port: options.port ?? DEFAULT_PORTS[security],
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Contents come from us; a path or an address in them must not be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(credentials && { auth: { user: credentials.username, pass: credentials.password } }),
  }
  return {
    async send(mail: Mail) {
      // Loaded by the first mail: most starts send none.
      const { createTransport } = await import('nodemailer')
      const transport = createTransport(settings)
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: mail.to },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
      } catch (error) {
        throw new MailUnavailableError(`The mail server ${host} did not take a mail: ${describeFailure(error)}.`)
      } finally {
        transport.close()
      }
    },
  }
}

/** Names what failed by codes, and in the words of this machine, where it did not come to a conversation: a server's own may repeat the address. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const parts = ['code', 'command', 'responseCode'].flatMap((name) => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' || typeof value === 'number' ? [`${value}`] : []
  })
  const words = 'code' in error && error.code === 'ESOCKET' ? ` (${error.message})` : ''
  return `${parts.join(' ') || error.name}${words}`
}
