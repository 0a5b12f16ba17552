import { decodeUtf8, parseMediaType } from '@stagedoor/protocol'
import { PageProblem } from '../page-problem.ts'
import type { HttpRequest } from './http-message.ts'
import { BODY_LIMIT } from './read-parameters.ts'

/**
 * Reads the body of a form that a browser posted, not parsed yet.
 *
 * @throws PageProblem `request_malformed` for another content type or text that is not UTF-8, `request_too_large`.
 */
export async function readPostedForm(request: HttpRequest): Promise<string> {
  const contentType = request.headers['content-type']
  if (parseMediaType(typeof contentType === 'string' ? contentType : undefined)?.essence !== 'application/x-www-form-urlencoded') {
    throw new PageProblem('request_malformed', {
      reason: 'content_type',
      developer: [{ text: 'Parameters go into the query of a GET, or into a POST with Content-Type application/x-www-form-urlencoded.' }],
    })
  }
  const body = await request.readBody(BODY_LIMIT)
  if (body === 'too_large') throw new PageProblem('request_too_large', { reason: 'body_too_large' })
  const text = decodeUtf8(body)
  if (text === undefined) throw new PageProblem('request_malformed', { reason: 'parameter_encoding' })
  return text
}
