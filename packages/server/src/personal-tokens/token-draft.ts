import { hkdfSync } from 'node:crypto'
import { decodeBase64url, encodeBase64url } from '@stagedoor/protocol'
import type { SecretKey } from '../ports/records.ts'
import { keyOf, TIME_BYTES, writeTime } from '../secrets/opaque-secret.ts'
import type { ServerContext } from '../server-context.ts'

const DRAFT_BYTES = 22

/** Names a form for a new token, before there is one: its time, then random bytes. */
export function createTokenDraft({ clock, random }: Pick<ServerContext, 'clock' | 'random'>): string {
  const bytes = writeTime(Buffer.alloc(DRAFT_BYTES), clock())
  bytes.set(random(DRAFT_BYTES - TIME_BYTES), TIME_BYTES)
  return encodeBase64url(bytes)
}

/** Reads the draft of a form; `undefined` when it is not one of ours. */
export function readTokenDraft(text: string | undefined): string | undefined {
  return text !== undefined && decodeBase64url(text)?.length === DRAFT_BYTES ? text : undefined
}

/**
 * Computes the id of the token that a draft makes, so that a form that is sent twice makes one token.
 *
 * Nobody else's draft leads to the same id, and nobody chooses an id.
 */
export function draftTokenId(userId: string, draft: string): SecretKey {
  const time = decodeBase64url(draft)?.subarray(0, TIME_BYTES) ?? new Uint8Array(TIME_BYTES)
  return keyOf(time, new Uint8Array(hkdfSync('sha256', draft, userId, 'stagedoor personal token', 32)))
}
