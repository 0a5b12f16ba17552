import type { StagedoorErrorCode } from '@stagedoor/client'
import type { ConnectedAccount, ConnectionHealth } from '../connection.ts'
import { parseBody } from '../ports/parse-body.ts'
import type { EpochSeconds, VaultRecord } from '../ports/vault-store.ts'
import { VaultError } from '../vault-error.ts'

/** What a store keeps of a connection. */
export interface ConnectionBody {
  readonly v: 1
  readonly kind: 'oauth' | 'personal_token' | 'basic'
  readonly userId: string
  readonly platform: string
  readonly status: 'connected' | 'reauthorization_required'
  readonly reason: StagedoorErrorCode | null
  readonly account: ConnectedAccount | null
  readonly scope: readonly string[]
  /** Of the `Authorization` header, where it is not the platform's usual one. */
  readonly scheme: string | null
  /** Sealed. With credentials of a person's own: those. */
  readonly accessToken: string | null
  /** Sealed. */
  readonly refreshToken: string | null
  readonly receivedAt: EpochSeconds
  readonly expiresAt: EpochSeconds | null
  /** From here on a refresh is worth its request, though the token still works. */
  readonly refreshAt: EpochSeconds | null
  /** When the platform forgets the refresh token, if nobody uses it. */
  readonly refreshExpiresAt: EpochSeconds | null
  /** Random; another one with each consent. */
  readonly grant: string
  /** Random; another one whenever the tokens are others. Who has spent the tokens of a generation may write over it, and nobody else. */
  readonly generation: string
  readonly lease: Lease | null
  /** Since when it is not known whether the refresh token was spent. */
  readonly uncertainSince: EpochSeconds | null
  readonly connectedAt: EpochSeconds
  /** Digest of the tokens that were handed over, so that they do not take the place of their own successors. */
  readonly handedOver: string | null
  readonly health: ConnectionHealth
}

/** Who is at it. Nobody else sends a refresh before `until`. */
export interface Lease {
  readonly holder: string
  readonly until: EpochSeconds
  /** When its request left; `null` for who sends none. */
  readonly sentAt: EpochSeconds | null
}

export const UNTRIED: ConnectionHealth = { refreshedAt: null, failedAt: null, failure: null, failures: 0, nextAttemptAt: null }

/**
 * Reads the body of a record, and that it is where it belongs.
 *
 * @throws VaultError `record_tampered`
 */
export function parseConnectionBody({ key, owner, body }: Pick<VaultRecord, 'key' | 'owner' | 'body'>): ConnectionBody {
  const parsed = parseBody(body)
  if (isConnectionBody(parsed) && parsed.userId === owner && key.startsWith(`${parsed.platform}/`)) return parsed
  throw new VaultError('record_tampered', `The connection ${JSON.stringify(key)} is not as it was written.`)
}

/** As {@link parseConnectionBody}; `undefined` for what is not as it was written. */
export function findConnectionBody(record: Pick<VaultRecord, 'key' | 'owner' | 'body'>): ConnectionBody | undefined {
  try {
    return parseConnectionBody(record)
  } catch {
    return undefined
  }
}

/** Looks at what every connection has: whoever can write the rest wrong can write it right as well. */
function isConnectionBody(body: Readonly<Record<string, unknown>>): body is ConnectionBody & Readonly<Record<string, unknown>> {
  const texts = [body['kind'], body['userId'], body['platform'], body['status'], body['grant'], body['generation']]
  const parts = [body['health'], body['scope']]
  const isWhole = texts.every((text) => typeof text === 'string') && parts.every((part) => typeof part === 'object' && part !== null)
  return isWhole && body['v'] === 1 && isTextOrNull(body['accessToken']) && isTextOrNull(body['refreshToken'])
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}
