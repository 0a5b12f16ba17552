import type { ClientContext } from '../client-context.ts'
import { isStagedoorErrorCode } from '../error-actions.ts'
import { isJsonObject, type JsonObject, parseJson } from '../json-object.ts'
import { configurationError, StagedoorError, type StagedoorErrorCode } from '../stagedoor-error.ts'
import type { HandOverMessage } from './hand-over-message.ts'

/**
 * Sends a message to the app's own server, and reads its answer.
 *
 * @param interrupted - What it is called when there is no answer that can be read: the message may have arrived.
 * @throws {@link StagedoorError} what the server said, `offline` before anything was sent, `interrupted`, `configuration`.
 */
export async function postMessage(
  { page, fetch }: Pick<ClientContext, 'page' | 'fetch'>,
  url: string,
  { message, interrupted }: { readonly message: HandOverMessage; readonly interrupted: StagedoorErrorCode },
): Promise<JsonObject> {
  if (page?.isOnline() === false) throw new StagedoorError('offline')
  let response: Response
  let answer: unknown
  try {
    response = await fetch(new URL(url, page?.url()).href, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(message),
      credentials: 'same-origin',
      redirect: 'error',
      cache: 'no-store',
    })
    answer = parseJson(await response.text())
  } catch (cause) {
    throw new StagedoorError(interrupted, { cause })
  }
  if (isJsonObject(answer)) {
    if (response.ok) return answer
    throw readRefusal(answer) ?? new StagedoorError(interrupted)
  }
  if (response.status >= 500 || response.ok) throw new StagedoorError(interrupted)
  throw configurationError(`Nothing takes a hand-over at ${url}: ${response.status}.`)
}

function readRefusal({ error, retry_after, provider_error }: JsonObject): StagedoorError | undefined {
  if (typeof error !== 'string' || !isStagedoorErrorCode(error)) return undefined
  return new StagedoorError(error, {
    retryAfterSeconds: typeof retry_after === 'number' ? retry_after : undefined,
    providerError: typeof provider_error === 'string' ? provider_error : undefined,
  })
}
