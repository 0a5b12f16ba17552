import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { closeServer, listen } from '../emulator/listen.ts'
import { type HeldAnswer, holdAnswer, sendHeld } from './hold-answer.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** Serves `answer` through a hold that changes nothing; answers with what was held besides. */
async function serve(answer: Answer, init?: RequestInit): Promise<{ readonly seen: Response; readonly held: HeldAnswer[] }> {
  const held: HeldAnswer[] = []
  const server = createServer((request, response) => {
    holdAnswer(response, (whole) => {
      held.push(whole)
      sendHeld(request, response, whole)
    })
    answer(request, response)
  })
  onTestFinished(() => closeServer(server))
  const seen = await fetch(`http://127.0.0.1:${await listen(server, 0)}`, init)
  return { seen, held }
}

const text = 'Zoë ✓'

describe('a held answer', () => {
  it.each<[string, Answer]>([
    ['in one piece', (_, response) => response.writeHead(201, { 'X-Test': 'a' }).end(text)],
    ['as bytes, its headers a list', (_, response) => response.writeHead(201, ['X-Test', 'a']).end(Buffer.from(text))],
    [
      'with headers set one by one',
      (_, response) => {
        response.statusCode = 201
        response.setHeader('X-Test', 'a')
        response.end(text)
      },
    ],
    [
      'in pieces, its status with a text',
      (_, response) => {
        response.writeHead(201, 'Made', { 'X-Test': 'a', 'Transfer-Encoding': 'chunked' })
        response.write(text.slice(0, 2))
        response.write(Buffer.from(text.slice(2)))
        response.end()
      },
    ],
  ])('is the one that was written, %s', async (_, answer) => {
    const { seen, held } = await serve(answer)

    expect([seen.status, seen.headers.get('x-test'), await seen.text()]).toEqual([201, 'a', text])
    expect(seen.headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
    expect(held.map(({ status, body }) => [status, body.toString()])).toEqual([[201, text]])
  })

  it('keeps several headers of one name apart', async () => {
    const { seen } = await serve((_, response) => response.writeHead(200, ['Set-Cookie', ['a=1', 'b=2']]).end())

    expect(seen.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('[RFC 9110 §8.6] says the length of what HEAD is not sent, and none with 204', async () => {
    const head = await serve((_, response) => response.writeHead(200, { 'Content-Length': 7 }).end(), { method: 'HEAD' })
    const empty = await serve((_, response) => response.writeHead(204).end())

    expect([head.seen.headers.get('content-length'), empty.seen.headers.get('content-length')]).toEqual(['7', null])
  })
})
