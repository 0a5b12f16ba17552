import { describe, expect, it } from 'vitest'
import { createFetchHandler } from './fetch-handler.ts'

describe('the fetch handler', () => {
  it('hands over method, path, query, headers and body', async () => {
    const fetch = createFetchHandler(async ({ method, path, query, headers, readBody }) => {
      const body = await readBody(10)
      return { status: 200, headers: {}, body: [method, path, query, headers['x-name'], Buffer.from(body).toString()].join(' ') }
    }, '/base')

    const response = await fetch(
      new Request('https://x.example/base/a?b=%20', { method: 'POST', headers: { 'X-Name': 'n' }, body: 'body' }),
    )

    expect(await response.text()).toBe('POST /a b=%20 n body')
  })

  it('stops keeping a body past the limit, and knows an absent one', async () => {
    const fetch = createFetchHandler(async ({ readBody }) => {
      const body = await readBody(10)
      return { status: 200, headers: {}, body: body === 'too_large' ? body : String(body.length) }
    }, '')
    const post = async (body: string) => (await fetch(new Request('https://x.example/', { method: 'POST', body }))).text()

    expect(await post('x'.repeat(11))).toBe('too_large')
    expect(await post('x'.repeat(10))).toBe('10')
    expect(await (await fetch(new Request('https://x.example/'))).text()).toBe('0')
  })

  it('writes cookies one by one, and no body to HEAD or with 204', async () => {
    const fetch = createFetchHandler(
      ({ path }) => ({ status: path === '/none' ? 204 : 200, headers: { 'Set-Cookie': ['a=1', 'b=2'] }, body: new Uint8Array([65]) }),
      '',
    )

    const response = await fetch(new Request('https://x.example/'))
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.text()).toBe('A')
    expect(await (await fetch(new Request('https://x.example/', { method: 'HEAD' }))).text()).toBe('')
    expect((await fetch(new Request('https://x.example/none'))).status).toBe(204)
  })
})
