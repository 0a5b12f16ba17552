import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCertificateAuthority, type IssuedCertificate } from './certificate-authority.ts'

const now = Math.floor(Date.now() / 1000)
const hosts = ['api.audius.co', 'auphonic.com']

/** What a client that trusts the authority says of a server: `authorized`, or why not. */
async function judge({ certificatePem, privateKeyPem }: IssuedCertificate, ca: string | undefined, servername: string): Promise<string> {
  const server = createServer({ cert: certificatePem, key: privateKeyPem })
  onTestFinished(() => void server.close())
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', servername, ...(ca !== undefined && { ca }) })
  try {
    await once(socket, 'secureConnect')
    return 'authorized'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    socket.destroy()
  }
}

describe('the throw-away certificate authority', () => {
  it('is believed by a client that is given it, for each of its hosts and no other', async () => {
    const authority = createCertificateAuthority(hosts, now)
    const certificate = authority.issue(hosts)
    const judgeAs = (name: string): Promise<string> => judge(certificate, authority.certificatePem, name)

    expect(await Promise.all(hosts.map(judgeAs))).toEqual(['authorized', 'authorized'])
    expect(await judgeAs('evil.example')).toMatch("does not match certificate's altnames")
  })

  it('is not believed by a client that is given nothing, or the one of another run', async () => {
    const certificate = createCertificateAuthority(hosts, now).issue(hosts)
    const other = createCertificateAuthority(hosts, now)

    for (const ca of [undefined, other.certificatePem]) {
      expect(await judge(certificate, ca, 'api.audius.co')).toMatch(/^unable to verify the first certificate/)
    }
  })

  it('[RFC 5280 §4.2.1.10] can speak for no other host, even with its own key', async () => {
    const authority = createCertificateAuthority(hosts, now)
    const certificate = authority.issue(['audius.co'])

    expect(await judge(certificate, authority.certificatePem, 'audius.co')).toBe('permitted subtree violation')
  })

  it('[RFC 5280 §4.2.1] says what each certificate is for', () => {
    const authority = createCertificateAuthority(hosts, now)
    const [ca, leaf] = [new X509Certificate(authority.certificatePem), new X509Certificate(authority.issue(hosts).certificatePem)]

    expect([ca.ca, leaf.ca]).toEqual([true, false])
    expect(leaf.checkIssued(ca)).toBe(true)
    expect([ca.verify(ca.publicKey), leaf.verify(ca.publicKey)]).toEqual([true, true])
    expect(leaf.subjectAltName).toBe('DNS:api.audius.co, DNS:auphonic.com')
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']) // serverAuth
    expect(leaf.serialNumber).not.toBe(ca.serialNumber)
  })

  it('is valid from a day ago for ninety days, which every client allows', () => {
    const ca = new X509Certificate(createCertificateAuthority(hosts, Date.parse('2026-11-21T12:00:00Z') / 1000).certificatePem)

    expect([ca.validFromDate.toISOString(), ca.validToDate.toISOString()]).toEqual(['2026-11-20T12:00:00.000Z', '2027-02-18T12:00:00.000Z'])
  })

  it('gives the digest of the public key as Chromium wants it', () => {
    const { privateKeyPem, publicKeyDigest } = createCertificateAuthority(hosts, now).issue(hosts)
    const publicKey = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' })

    expect(publicKeyDigest).toBe(createHash('sha256').update(publicKey).digest('base64'))
  })

  it('shows its private key to nobody', () => {
    const authority = createCertificateAuthority(hosts, now)

    expect(Object.keys(authority)).toEqual(['certificatePem', 'issue'])
    expect(authority.certificatePem).not.toContain('PRIVATE')
  })

  it('is never one for every host', () => {
    expect(() => createCertificateAuthority([], now)).toThrow(TypeError)
  })
})
