import { once } from 'node:events'
import type { ClientRequest } from 'node:http'
import type { Readable } from 'node:stream'

/** A body up to this size fits into the buffers between two sockets of one machine. */
const SMALL_BYTES = 65_536
/** For a server on this machine to look at headers, also while the machine is busy. */
const PATIENCE_MS = 100

/**
 * Sends a body on, a large one only after the server had a moment to refuse it.
 *
 * A server that refuses by `Content-Length` hangs up with the rest unread, and a client that is still writing then learns of
 * the broken connection instead of the refusal.
 *
 * @param length - Of `Content-Length`; undefined without.
 */
export async function sendBody(body: Readable, request: ClientRequest, length: string | undefined): Promise<void> {
  if (Number(length ?? 0) > SMALL_BYTES) {
    request.flushHeaders()
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const isAnswered = await once(request, 'response', { signal }).then(
      () => true,
      () => false,
    )
    // Read to its end all the same: some clients look for an answer only then.
    if (isAnswered) return void body.resume()
  }
  body.pipe(request)
  body.once('error', () => request.destroy())
  body.once('close', () => !request.writableEnded && request.destroy())
}
