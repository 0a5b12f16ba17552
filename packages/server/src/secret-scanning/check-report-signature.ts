import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { HttpRequest } from '../http/http-message.ts'
import { RequestRefusal } from '../http/request-refusal.ts'

/** A key of a scanner that may report secrets. */
export interface ScannerKey {
  /** As it is named in the header `Github-Public-Key-Identifier`. */
  readonly id: string
  /** SPKI in PEM: ECDSA on P-256. */
  readonly pem: string
}

/** Checks that a body was signed. @throws RequestRefusal when it was not, or by nobody we know. */
export type ReportSignatureCheck = (request: Pick<HttpRequest, 'headers'>, body: Uint8Array) => void

/**
 * Makes the check of who reports: with keys, one of them has signed the body (ECDSA with SHA-256, DER in base64, in the header
 * `Github-Public-Key-Signature`); without, anybody may report. Holding a secret is reason enough to have it ended.
 *
 * @throws TypeError when a key is not an EC key in PEM.
 */
export function createReportSignatureCheck(keys: readonly ScannerKey[]): ReportSignatureCheck {
  const known = new Map(keys.map(({ id, pem }) => [id, parseKey(id, pem)]))
  if (known.size === 0) return () => undefined
  return ({ headers }, body) => {
    const key = known.get(String(headers['github-public-key-identifier'] ?? ''))
    const signature = Buffer.from(String(headers['github-public-key-signature'] ?? ''), 'base64')
    if (key !== undefined && verify('sha256', body, key, signature)) return
    throw new RequestRefusal(403, 'The report is not signed with a key that this server knows.', { reason: 'secret_report_unsigned' })
  }
}

function parseKey(id: string, pem: string): KeyObject {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType === 'ec') return key
  } catch {
    // said below, without the text: it may have been a private key
  }
  throw new TypeError(`The key ${JSON.stringify(id)} of a secret scanner is not a public EC key in PEM.`)
}
