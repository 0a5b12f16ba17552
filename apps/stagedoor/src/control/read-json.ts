import type { IncomingMessage } from 'node:http'
import { decodeUtf8, parseMediaType } from '@stagedoor/protocol'
import { ControlError } from './control-error.ts'

const MAX_BYTES = 64 * 1024

/** Reads the whole body as JSON. @throws ControlError `unsupported_media_type`, `content_too_large`, `invalid_request`. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (parseMediaType(request.headers['content-type'])?.essence !== 'application/json') {
    throw new ControlError('unsupported_media_type', 'Send JSON, with the header Content-Type: application/json.')
  }
  const text = decodeUtf8(await collectBody(request))
  if (text === undefined) throw new ControlError('invalid_request', 'The body is not UTF-8.')
  try {
    return JSON.parse(text)
  } catch {
    throw new ControlError('invalid_request', 'The body is not JSON.')
  }
}

/** Past the limit the rest is read but not kept, so that the sender gets to hear the answer. */
async function collectBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length <= MAX_BYTES) chunks.push(chunk)
  }
  if (length > MAX_BYTES) throw new ControlError('content_too_large', `A body has at most ${MAX_BYTES} bytes.`)
  return Buffer.concat(chunks)
}
