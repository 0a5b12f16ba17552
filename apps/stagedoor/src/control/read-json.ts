import type { IncomingMessage } from 'node:http'
import { decodeUtf8, parseMediaType } from '@stagedoor/protocol'
import { type GenericSchema, getDotPath, type InferOutput, safeParse } from 'valibot'
import { ControlError } from './control-error.ts'

const mostBytes = 64 * 1024

/** Reads a JSON body. @throws ControlError for another content type, more than 64 KiB, and what is not JSON. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (parseMediaType(request.headers['content-type'])?.essence !== 'application/json') {
    request.resume()
    throw new ControlError(415, 'unsupported_media_type', 'Send JSON, with the header Content-Type: application/json.')
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > mostBytes) throw new ControlError(413, 'too_large', 'A body has 64 KiB at most.', { Connection: 'close' })
    chunks.push(chunk)
  }
  const text = decodeUtf8(Buffer.concat(chunks))
  try {
    return JSON.parse(text ?? '')
  } catch {
    throw new ControlError(400, 'invalid_json', 'The body is not JSON.')
  }
}

/** Checks a body against its schema. @throws ControlError that names the member and what it must be. */
export function checkBody<Schema extends GenericSchema>(schema: Schema, body: unknown): InferOutput<Schema> {
  const result = safeParse(schema, body)
  if (result.success) return result.output
  const [issue] = result.issues
  const path = getDotPath(issue)
  throw new ControlError(400, 'invalid_request', path === null ? 'The body is a JSON object.' : `${path}: ${issue.message}`)
}
