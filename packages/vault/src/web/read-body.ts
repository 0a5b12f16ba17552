import { WebRefusal } from './web-failure.ts'

/** 64 kB: a form, a platform's reply, or a few tokens. */
export const MAX_BODY_BYTES = 65_536

/** Reads a body, as far as anybody honest writes one. @throws WebRefusal `body_too_large` */
export async function readBody(request: Request): Promise<string> {
  if (request.body === null) return ''
  const chunks: Uint8Array[] = []
  let length = 0
  // Leaving the loop early cancels the stream.
  for await (const chunk of request.body) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) throw new WebRefusal('body_too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length).toString('utf8')
}

/** Reads the members of a form or of a JSON object that are text; those of a query, where there is no body. */
export async function readFields(request: Request): Promise<ReadonlyMap<string, string>> {
  const query = new URL(request.url).searchParams
  const text = request.method === 'GET' ? '' : await readBody(request)
  if (text === '') return new Map(query)
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return new Map([...query, ...new URLSearchParams(text)])
  const members = parseJson(text)
  if (typeof members !== 'object' || members === null) throw new WebRefusal('invalid_message')
  return new Map([...query, ...Object.entries(members).filter((entry): entry is [string, string] => typeof entry[1] === 'string')])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new WebRefusal('invalid_message')
  }
}
