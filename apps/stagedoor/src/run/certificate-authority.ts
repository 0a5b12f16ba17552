import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { der } from './der.ts'

/** A certificate with the key it belongs to, as `node:tls` takes them. */
export interface IssuedCertificate {
  readonly certificatePem: string
  readonly privateKeyPem: string
  /** SHA-256 of the public key (SubjectPublicKeyInfo), base64: what Chromium's `--ignore-certificate-errors-spki-list` wants. */
  readonly publicKeyDigest: string
}

/** A certificate authority that lives in memory and can speak for nothing but the hosts it was made for. */
export interface CertificateAuthority {
  readonly certificatePem: string
  /** Issues a certificate for a TLS server with these names. */
  issue(hosts: readonly string[]): IssuedCertificate
}

/** Lives longer than a dev server is left running, and shorter than the 398 days that some clients allow. */
const LIFETIME_SECONDS = 90 * 86_400
/** For a clock that is a little slow. */
const BACKDATED_SECONDS = 86_400

const oids = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
}

/**
 * Makes a certificate authority (RFC 5280) with a P-256 key that is never written anywhere.
 *
 * Its certificate carries name constraints: even with its key nobody could speak for another host, nor for an IP address.
 *
 * @param hosts - The only names it may issue for; at least one.
 * @param now - Epoch seconds.
 */
export function createCertificateAuthority(hosts: readonly string[], now: number): CertificateAuthority {
  if (hosts.length === 0) throw new TypeError('a certificate authority without hosts would be one for every host')
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = 'Stagedoor throw-away CA'
  const keyIdentifier = identify(publicKey)
  const validFrom = now - BACKDATED_SECONDS
  const common = { issuer: name, signingKey: privateKey, validFrom }
  const certificate = encodeCertificate({
    ...common,
    subject: name,
    publicKey,
    extensions: [
      extension(oids.basicConstraints, 'critical', der.sequence(der.boolean(true), der.integer(Buffer.from([0])))),
      extension(oids.keyUsage, 'critical', der.bitString(Buffer.from([0b0000_0100]), 2)), // keyCertSign
      extension(oids.nameConstraints, 'critical', encodeNameConstraints(hosts)),
      extension(oids.subjectKeyIdentifier, 'plain', der.octetString(keyIdentifier)),
    ],
  })
  return {
    certificatePem: toPem(certificate),
    issue(names) {
      const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const leafCertificate = encodeCertificate({
        ...common,
        subject: 'Stagedoor emulator',
        publicKey: leaf.publicKey,
        extensions: [
          extension(oids.basicConstraints, 'critical', der.sequence()),
          extension(oids.keyUsage, 'critical', der.bitString(Buffer.from([0b1000_0000]), 7)), // digitalSignature
          extension(oids.extendedKeyUsage, 'plain', der.sequence(der.objectIdentifier(oids.serverAuth))),
          extension(oids.subjectAltName, 'plain', der.sequence(...names.map(encodeDnsName))),
          extension(oids.subjectKeyIdentifier, 'plain', der.octetString(identify(leaf.publicKey))),
          extension(oids.authorityKeyIdentifier, 'plain', der.sequence(der.taggedBytes(0, keyIdentifier))),
        ],
      })
      return {
        certificatePem: toPem(leafCertificate),
        privateKeyPem: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        publicKeyDigest: createHash('sha256').update(exportPublicKey(leaf.publicKey)).digest('base64'),
      }
    },
  }
}

interface CertificateContent {
  readonly issuer: string
  readonly subject: string
  readonly publicKey: KeyObject
  readonly signingKey: KeyObject
  readonly validFrom: number
  readonly extensions: readonly Buffer[]
}

/** RFC 5280 §4.1. */
function encodeCertificate({ issuer, subject, publicKey, signingKey, validFrom, extensions }: CertificateContent): Buffer {
  const algorithm = der.sequence(der.objectIdentifier(oids.ecdsaWithSha256))
  const serialNumber = randomBytes(16)
  serialNumber[0] = 0x40 | (serialNumber.readUInt8() & 0x3f) // positive, and never shorter than it looks
  const toBeSigned = der.sequence(
    der.tagged(0, der.integer(Buffer.from([2]))), // version 3
    der.integer(serialNumber),
    algorithm,
    encodeName(issuer),
    der.sequence(der.time(validFrom), der.time(validFrom + LIFETIME_SECONDS)),
    encodeName(subject),
    exportPublicKey(publicKey),
    der.tagged(3, der.sequence(...extensions)),
  )
  return der.sequence(toBeSigned, algorithm, der.bitString(sign('sha256', toBeSigned, signingKey)))
}

function encodeName(commonName: string): Buffer {
  return der.sequence(der.set(der.sequence(der.objectIdentifier(oids.commonName), der.utf8String(commonName))))
}

function extension(oid: string, criticality: 'critical' | 'plain', value: Buffer): Buffer {
  const critical = criticality === 'critical' ? [der.boolean(true)] : []
  return der.sequence(der.objectIdentifier(oid), ...critical, der.octetString(value))
}

/** These names and no address: a kind of name that constraints do not mention would be free (RFC 5280 §4.2.1.10). */
function encodeNameConstraints(hosts: readonly string[]): Buffer {
  const permitted = hosts.map((host) => der.sequence(encodeDnsName(host)))
  const everyAddress = [8, 32].map((length) => der.sequence(der.taggedBytes(7, Buffer.alloc(length))))
  return der.sequence(der.tagged(0, ...permitted), der.tagged(1, ...everyAddress))
}

function encodeDnsName(host: string): Buffer {
  return der.taggedBytes(2, Buffer.from(host, 'ascii'))
}

/** RFC 7093 §2, method 1: the leftmost 160 bits of the SHA-256 of the key. */
function identify(publicKey: KeyObject): Buffer {
  return createHash('sha256').update(exportPublicKey(publicKey)).digest().subarray(0, 20)
}

function exportPublicKey(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' })
}

function toPem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
