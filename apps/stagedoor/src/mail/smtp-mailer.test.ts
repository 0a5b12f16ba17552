import { MailUnavailableError } from '@stagedoor/server/ports'
import { describe, expect, it } from 'vitest'
import { startMailServer } from '../../test/mail-server-double.ts'
import { createSmtpMailer } from './smtp-mailer.ts'

const mail = { to: 'ada@example.com', subject: 'Bestätige', text: 'Press: https://x.example/a?token=secret-1', html: '<p>Press</p>' }
const from = 'Mixwave <login@mixwave.example>'

describe('the SMTP mailer', () => {
  it('[RFC 5321 §3.3] hands a mail over, as text and HTML, marked as written by a machine', async () => {
    const { port, heard } = await startMailServer()
    const mailer = createSmtpMailer({
      host: '127.0.0.1',
      port,
      security: 'none',
      credentials: { username: 'mixwave', password: 'pass' },
      from,
    })

    await mailer.send(mail)

    const said = heard.join('\n')
    expect(heard).toContain(`AUTH PLAIN ${Buffer.from('\0mixwave\0pass').toString('base64')}`)
    expect(heard).toContain('MAIL FROM:<login@mixwave.example>')
    expect(heard).toContain('RCPT TO:<ada@example.com>')
    expect(said).toContain('From: Mixwave <login@mixwave.example>')
    expect(said).toContain('Auto-Submitted: auto-generated')
    expect(said).toContain('text/plain')
    expect(said).toContain('text/html')
  })

  it('writes no second address and no header, whatever an address holds', async () => {
    const { port, heard } = await startMailServer()
    const mailer = createSmtpMailer({ host: '127.0.0.1', port, security: 'none', from })

    await mailer
      .send({ ...mail, to: 'ada@example.com\r\nBcc: eve@example.com', subject: 'x\r\nBcc: eve@example.com' })
      .catch(() => undefined)

    expect(heard.filter((line) => line.startsWith('RCPT TO:<eve') || line.startsWith('Bcc:'))).toEqual([])
  })

  it.each([
    ['does not take it', { command: 'RCPT', answer: '550 ada@example.com is unknown here' }],
    ['does not know us', { command: 'AUTH', answer: '535 wrong password pass' }],
  ])('says that it could not be sent, without address, content and credentials, when the server %s', async (_, refuse) => {
    const { port } = await startMailServer({ refuse })
    const mailer = createSmtpMailer({
      host: '127.0.0.1',
      port,
      security: 'none',
      credentials: { username: 'mixwave', password: 'pass-word-1' },
      from,
    })

    const error: unknown = await mailer.send(mail).catch((cause: unknown) => cause)

    expect(error).toBeInstanceOf(MailUnavailableError)
    expect(error).toMatchObject({ code: 'mail_unavailable', message: expect.stringMatching(/550|535/) })
    expect(String(error)).not.toMatch(/ada@|secret-1|pass-word-1|mixwave/)
  })

  it('[RFC 3207 §4] sends nothing in the clear where TLS is asked for and the server has none', async () => {
    const { port, heard } = await startMailServer()
    const mailer = createSmtpMailer({ host: '127.0.0.1', port, credentials: { username: 'mixwave', password: 'pass' }, from })

    await expect(mailer.send(mail)).rejects.toThrow(MailUnavailableError)
    expect(heard.join('\n')).not.toMatch(/AUTH|MAIL FROM|secret-1/)
  })

  it('says so when nobody listens', async () => {
    const { port } = await startMailServer()
    const mailer = createSmtpMailer({ host: '127.0.0.1', port: port === 1 ? 2 : 1, security: 'none', from, timeoutMs: 2000 })
    await expect(mailer.send(mail)).rejects.toThrow(/127\.0\.0\.1 did not take a mail: (ESOCKET|ECONNECTION|ECONNREFUSED)/)
  })
})
