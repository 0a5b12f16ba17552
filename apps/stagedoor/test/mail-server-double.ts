import { createServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { createSecureContext, createServer as createTlsServer, type SecureContext, TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { IssuedCertificate } from '../src/run/certificate-authority.ts'

export interface MailServerOptions {
  /** What it says to one command instead of yes. */
  readonly refuse?: { readonly command: string; readonly answer: string }
  readonly tls?: {
    readonly certificate: IssuedCertificate
    /** Whether TLS comes before everything else, or after STARTTLS. */
    readonly isImplicit: boolean
  }
}

/** A stand-in for a mail server: enough of RFC 5321 and RFC 3207 to take a mail, on loopback. Without a certificate it has no TLS, and says so. */
export async function startMailServer({ refuse, tls }: MailServerOptions = {}): Promise<{ port: number; heard: string[] }> {
  const heard: string[] = []
  const context = tls && createSecureContext({ cert: tls.certificate.certificatePem, key: tls.certificate.privateKeyPem })
  const talk: Conversation = { heard, refuse, upgrade: tls?.isImplicit === false ? context : undefined }
  const greet = (socket: Duplex): void => {
    socket.write('220 localhost ready\r\n')
    converse(socket, talk)
  }
  const server =
    tls?.isImplicit === true
      ? createTlsServer({ cert: tls.certificate.certificatePem, key: tls.certificate.privateKeyPem }, greet)
      : createServer(greet)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return { port: address.port, heard }
}

interface Conversation {
  readonly heard: string[]
  readonly refuse: MailServerOptions['refuse']
  readonly upgrade: SecureContext | undefined
}

function converse(socket: Duplex, { heard, refuse, upgrade }: Conversation): void {
  let takesData = false
  let rest = ''
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString('utf8')).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      heard.push(line)
      if (takesData && line !== '.') continue
      takesData = line === 'DATA'
      if (line === 'STARTTLS' && upgrade !== undefined) return startTls(socket, { heard, refuse, upgrade })
      socket.write(`${answerTo(line, refuse)}\r\n`)
    }
  })
}

function startTls(socket: Duplex, talk: Conversation & { readonly upgrade: SecureContext }): void {
  socket.removeAllListeners('data')
  socket.write('220 go on\r\n')
  converse(new TLSSocket(socket, { isServer: true, secureContext: talk.upgrade }), { ...talk, upgrade: undefined })
}

function answerTo(line: string, refuse: MailServerOptions['refuse']): string {
  const command = line.split(/[ :]/)[0] ?? ''
  if (command === refuse?.command) return refuse.answer
  if (command === 'EHLO') return '250-localhost\r\n250-AUTH PLAIN\r\n250 8BITMIME'
  return { AUTH: '235 ok', DATA: '354 go on', STARTTLS: '502 no TLS here', QUIT: '221 bye' }[command] ?? '250 ok'
}
