import type { VaultRecord } from '../ports/vault-store.ts'
import type { Sealer } from '../sealing/sealer.ts'
import { type ConnectionBody, parseConnectionBody } from './connection-body.ts'

/** A connection that was read, and its access token in the clear. */
export interface OpenedConnection {
  readonly body: ConnectionBody
  /** `null` when the person must connect again. */
  readonly accessToken: string | null
}

/** One that works: nobody has to connect again. */
export type WorkingConnection = OpenedConnection & { readonly accessToken: string }

/** Opens records; remembers the last ones, so that a token that is asked for at every request is decrypted once. */
export interface OpenedConnections {
  /** Finds what was opened of a record that still has the same body, character by character: any change by anybody is seen. */
  find(record: VaultRecord): OpenedConnection | undefined
  /** @throws VaultError `record_tampered`, `key_unknown`, `keys_unavailable` */
  open(record: VaultRecord): Promise<OpenedConnection>
  /** The refresh token is opened when it is about to be spent, and not remembered. */
  openRefreshToken(record: VaultRecord, envelope: string): Promise<string>
}

/**
 * @param size - How many to remember at most. Those that nobody has asked for since half as many others were go first: so a find writes
 * nothing, which at every request would cost more than the read of the database it stands beside.
 */
export function createOpenedConnections(sealer: Sealer, size: number): OpenedConnections {
  let recent = new Map<string, Known>()
  let older: ReadonlyMap<string, Known> = new Map()
  const remember = (key: string, known: Known): void => {
    if (recent.size >= size / 2) {
      older = recent
      recent = new Map()
    }
    recent.set(key, known)
  }
  const place = ({ collection, key }: VaultRecord, column: string): Parameters<Sealer['open']>[1] => ({ collection, key, column })
  return {
    find({ key, body }) {
      const found = recent.get(key)
      if (found !== undefined) return found.text === body ? found : undefined
      const seldom = older.get(key)
      if (seldom?.text !== body) return undefined
      remember(key, seldom)
      return seldom
    },
    async open(record) {
      const body = parseConnectionBody(record)
      const accessToken = body.accessToken === null ? null : await sealer.open(body.accessToken, place(record, 'accessToken'))
      const opened = { body, accessToken, text: record.body }
      remember(record.key, opened)
      return opened
    },
    openRefreshToken: (record, envelope) => sealer.open(envelope, place(record, 'refreshToken')),
  }
}

interface Known extends OpenedConnection {
  readonly text: string
}
