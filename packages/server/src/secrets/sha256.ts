import { hash } from 'node:crypto'

/** SHA-256, as bytes. Asked for bytes, `hash` takes three times as long as asked for hex that is then read. */
export function sha256(data: string | Uint8Array): Buffer {
  return Buffer.from(hash('sha256', data, 'hex'), 'hex')
}
