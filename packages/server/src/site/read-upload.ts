import type { HttpRequest } from '../http/http-message.ts'
import { PageProblem } from '../page-problem.ts'
import type { SiteVisit } from './site-route.ts'

/**
 * Reads a form with files (RFC 7578), or without. Of several fields of one name the first counts.
 *
 * @param limit - Bytes of the whole body.
 * @throws PageProblem `request_malformed`.
 */
export async function readUpload(request: HttpRequest, limit: number): Promise<Pick<SiteVisit, 'parameters' | 'files'> | 'too_large'> {
  const contentType = request.headers['content-type']
  const body = await request.readBody(limit)
  if (body === 'too_large') return 'too_large'
  const parameters = new Map<string, string>()
  const files = new Map<string, File>()
  for (const [name, value] of await parseForm(body, typeof contentType === 'string' ? contentType : '')) {
    if (typeof value === 'string') parameters.set(name, parameters.get(name) ?? value)
    else if (value.size > 0) files.set(name, files.get(name) ?? value)
  }
  return { parameters, files }
}

async function parseForm(body: Uint8Array, contentType: string): Promise<Iterable<readonly [string, string | File]>> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw new PageProblem('request_malformed', { reason: 'form_malformed' })
  }
}
