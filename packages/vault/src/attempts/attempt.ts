import { timingSafeEqual } from 'node:crypto'
import { StagedoorError } from '@stagedoor/client'
import { encodeBase64url, parseAuthorizationResponse, sha256 } from '@stagedoor/protocol'
import { drawName } from '../connections/connection-records.ts'
import { parseBody } from '../ports/parse-body.ts'
import type { RecordId, VaultRecord } from '../ports/vault-store.ts'
import type { ReplyBrowser } from '../vault.ts'
import type { VaultContext } from '../vault-context.ts'
import { VaultError } from '../vault-error.ts'

/** How long a person may take. */
const ATTEMPT_SECONDS = 600
const BINDING = /^[\w-]{43}$/

/** A sign-in under way, as it was begun. */
export interface Attempt {
  readonly platform: string
  readonly userId: string | null
  /** Of the redirect: a secret. */
  readonly pending: string
}

interface AttemptBody extends Omit<Attempt, 'pending'> {
  readonly v: 1
  /** Sealed. */
  readonly pending: string
  readonly bindingDigest: string
}

/**
 * Keeps an attempt under the digest of its state, bound to a browser.
 *
 * @param binding - What this browser has already; another one is drawn when it is none of ours.
 * @returns The binding.
 */
export async function keepAttempt(
  context: VaultContext,
  { platform, userId, pending }: Attempt,
  { state, binding }: { readonly state: string; readonly binding: string | undefined },
): Promise<string> {
  const id = attemptId(state)
  const bound = binding !== undefined && BINDING.test(binding) ? binding : encodeBase64url(context.random(32))
  const sealed = await context.sealer.seal(pending, { ...id, column: 'pending' })
  const body: AttemptBody = { v: 1, platform, userId, pending: sealed, bindingDigest: digest(bound) }
  const dueAt = Math.ceil(context.clock.now()) + ATTEMPT_SECONDS
  const record: VaultRecord = { ...id, owner: userId ?? '', version: drawName(context), dueAt, body: JSON.stringify(body) }
  await context.store.write(record, null)
  return bound
}

/**
 * Takes the attempt that a reply is for, once: of any number of calls one gets it.
 *
 * A reply that comes to another person or another browser leaves it: whoever lured somebody to a callback URL has neither burnt it nor had it redeemed.
 *
 * @throws StagedoorError `state_mismatch`, `state_lost`
 */
export async function takeAttempt(context: VaultContext, reply: string, browser: ReplyBrowser): Promise<Attempt> {
  const state = parseAuthorizationResponse(reply)?.state
  if (state === undefined) throw new StagedoorError('state_mismatch')
  const id = attemptId(state)
  const record = await context.store.read(id)
  if (record === undefined) throw new StagedoorError('state_mismatch')
  const body = parseAttempt(record)
  if (body.userId !== browser.userId || !isBound(body, browser.binding)) throw new StagedoorError('state_mismatch')
  if (browser.platform !== undefined && browser.platform !== body.platform) throw new StagedoorError('state_mismatch')
  if ((record.dueAt ?? 0) <= context.clock.now()) throw new StagedoorError('state_lost')
  const pending = await context.sealer.open(body.pending, { ...id, column: 'pending' })
  // Before the code is redeemed: one that is sent twice ends what it began (RFC 6749 §4.1.2).
  if (!(await context.store.erase(id, record.version))) throw new StagedoorError('state_mismatch')
  return { platform: body.platform, userId: body.userId, pending }
}

function attemptId(state: string): RecordId {
  return { collection: 'attempt', key: digest(state) }
}

function parseAttempt({ body }: VaultRecord): AttemptBody {
  const { platform, userId, pending, bindingDigest } = parseBody(body)
  if (typeof platform === 'string' && typeof pending === 'string' && typeof bindingDigest === 'string')
    return { v: 1, platform, userId: typeof userId === 'string' ? userId : null, pending, bindingDigest }
  throw new VaultError('record_tampered', 'A sign-in under way is not as it was written.')
}

function isBound({ bindingDigest }: AttemptBody, binding: string | undefined): boolean {
  return binding !== undefined && isSameText(digest(binding), bindingDigest)
}

function isSameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function digest(text: string): string {
  return encodeBase64url(sha256(text))
}
