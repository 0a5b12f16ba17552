import type { ClientContext } from '../client-context.ts'
import { parseJson } from '../json-object.ts'
import { StagedoorError, type StagedoorErrorCode } from '../stagedoor-error.ts'
import { refusalOfStatus } from './refusal-of-status.ts'

/** What the platform said, when it did: a status below 500, and not 429. */
export interface Answer {
  readonly response: Response
  /** `undefined` when it is none. */
  readonly json: unknown
}

/**
 * Sends a request and reads the whole answer.
 *
 * @param interrupted - What it is called when there is none, and the network is not to blame.
 */
export async function askPlatform(context: ClientContext, send: () => Promise<Response>, interrupted: StagedoorErrorCode): Promise<Answer> {
  // Asked before: what was sent, and then the network went, may have arrived.
  const isOffline = context.page?.isOnline() === false
  try {
    const response = await send()
    const text = await response.text()
    const refusal = await refusalOfStatus(response, text, context.clock.now())
    if (refusal) throw refusal
    return { response, json: parseJson(text) }
  } catch (cause) {
    if (cause instanceof StagedoorError) throw cause
    throw new StagedoorError(isOffline ? 'offline' : interrupted, { cause })
  }
}
