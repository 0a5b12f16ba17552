import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reads a sample and puts ids in place of the document's placeholders. @throws Error when one is not in it. */
export function readSample(folder: string, file: string, ids: Readonly<Record<string, string>>): string {
  let text = readFileSync(join(folder, file), 'utf8')
  for (const [placeholder, id] of Object.entries(ids)) {
    if (!text.includes(placeholder)) throw new Error(`${file} has no ${placeholder}.`)
    text = text.replaceAll(placeholder, id)
  }
  return text
}

/** Reads an address that the document breaks over lines. */
export function readUrl(folder: string, file: string, ids: Readonly<Record<string, string>>): string {
  return readSample(folder, file, ids).replaceAll(/\s/g, '')
}

/** A request as a document prints it: `POST URL`, headers, an empty line, the body. */
export interface PrintedRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Reads a printed request. */
export function readRequest(folder: string, file: string, ids: Readonly<Record<string, string>>): PrintedRequest {
  const [head = '', body = ''] = readSample(folder, file, ids).split('\n\n')
  const [first = '', ...lines] = head.trim().split('\n')
  const [method = '', url = ''] = first.split(' ')
  const headers = Object.fromEntries(lines.map((line) => line.split(': ')))
  return { method, url, headers, body: body.trim() }
}
