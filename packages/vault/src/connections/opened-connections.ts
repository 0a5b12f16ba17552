import type { VaultRecord } from '../ports/vault-store.ts'
import type { Sealer } from '../sealing/sealer.ts'
import { type ConnectionBody, parseConnectionBody } from './connection-body.ts'

/** A connection that was read, and its access token in the clear. */
export interface OpenedConnection {
  readonly body: ConnectionBody
  /** `null` when the person must connect again. */
  readonly accessToken: string | null
}

/** Opens records; remembers the last ones, so that a token that is asked for at every request is decrypted once. */
export interface OpenedConnections {
  /** Finds what was opened of a record that still has the same body, character by character: any change by anybody is seen. */
  find(record: VaultRecord): OpenedConnection | undefined
  /** @throws VaultError `record_tampered`, `key_unknown`, `keys_unavailable` */
  open(record: VaultRecord): Promise<OpenedConnection>
  /** The refresh token is opened when it is about to be spent, and not remembered. */
  openRefreshToken(record: VaultRecord, envelope: string): Promise<string>
}

/** @param size - How many to remember. */
export function createOpenedConnections(sealer: Sealer, size: number): OpenedConnections {
  const known = new Map<string, OpenedConnection & { readonly text: string }>()
  const place = ({ collection, key }: VaultRecord, column: string): Parameters<Sealer['open']>[1] => ({ collection, key, column })
  return {
    find({ key, body }) {
      const found = known.get(key)
      if (found?.text !== body) return undefined
      // To the end: the first of a map is the one that was asked for longest ago.
      known.delete(key)
      known.set(key, found)
      return found
    },
    async open(record) {
      const body = parseConnectionBody(record)
      const accessToken = body.accessToken === null ? null : await sealer.open(body.accessToken, place(record, 'accessToken'))
      known.delete(record.key)
      known.set(record.key, { body, accessToken, text: record.body })
      const [oldest] = known.keys()
      if (known.size > size && oldest !== undefined) known.delete(oldest)
      return { body, accessToken }
    },
    openRefreshToken: (record, envelope) => sealer.open(envelope, place(record, 'refreshToken')),
  }
}
