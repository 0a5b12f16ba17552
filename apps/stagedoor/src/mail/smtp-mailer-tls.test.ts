import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { MailUnavailableError } from '@stagedoor/server/ports'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMailServer } from '../../test/mail-server-double.ts'
import { createCertificateAuthority } from '../run/certificate-authority.ts'
import { createSmtpMailer, type SmtpOptions } from './smtp-mailer.ts'

const mail = { to: 'ada@example.com', subject: 'Hello', text: 'Press: https://x.example/a?token=secret-1', html: '<p>Press</p>' }
const ways = [
  ['tls', true],
  ['starttls', false],
] as const

/** Known to this process, as one that `NODE_EXTRA_CA_CERTS` names. */
const known = createCertificateAuthority(['localhost', 'other.example'], Date.now() / 1000)
const unknown = createCertificateAuthority(['localhost'], Date.now() / 1000)
const before = getCACertificates('default')
beforeAll(() => setDefaultCACertificates([...before, known.certificatePem]))
afterAll(() => setDefaultCACertificates(before))

function mailer(port: number, security: SmtpOptions['security']): ReturnType<typeof createSmtpMailer> {
  const credentials = { username: 'mixwave', password: 'pass' }
  return createSmtpMailer({ host: 'localhost', port, ...(security && { security }), credentials, from: 'login@mixwave.example' })
}

describe('mail on a protected way', () => {
  it.each(ways)(
    '[RFC 3207 §4, RFC 8314 §3.3] is handed over with %s, and the password is not said before',
    async (security, isImplicit) => {
      const { port, heard } = await startMailServer({ tls: { certificate: known.issue(['localhost']), isImplicit } })

      await mailer(port, security).send(mail)

      const isProtectedFrom = isImplicit ? 0 : heard.indexOf('STARTTLS')
      expect(isProtectedFrom).toBeGreaterThanOrEqual(0)
      expect(heard.slice(0, isProtectedFrom).join('\n')).not.toMatch(/AUTH|MAIL|secret-1/)
      expect(heard.slice(isProtectedFrom)).toContain('RCPT TO:<ada@example.com>')
      expect(heard.slice(isProtectedFrom).join('\n')).toMatch(/AUTH PLAIN[\s\S]*secret-1/)
    },
  )

  it.each(
    ways.flatMap(([security, isImplicit]) => [
      {
        security,
        isImplicit,
        whose: 'from an authority that nobody knows',
        said: /certificate/,
        certificate: unknown.issue(['localhost']),
      },
      {
        security,
        isImplicit,
        whose: 'of another host',
        said: /Host: localhost\. is not in the cert's altnames: DNS:other\.example/,
        certificate: known.issue(['other.example']),
      },
    ]),
  )('[RFC 8314 §4.1] is kept back with $security when the certificate is $whose', async ({ security, isImplicit, said, certificate }) => {
    const { port, heard } = await startMailServer({ tls: { certificate, isImplicit } })

    const error: unknown = await mailer(port, security)
      .send(mail)
      .catch((cause: unknown) => cause)

    expect(error).toBeInstanceOf(MailUnavailableError)
    expect(String(error)).toMatch(said)
    expect(String(error)).not.toMatch(/ada@|secret-1|mixwave/)
    expect(heard.join('\n')).not.toMatch(/AUTH|MAIL|secret-1/)
  })
})
