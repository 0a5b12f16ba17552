import { describe, expect, it } from 'vitest'
import type { HttpRequest, HttpResponse } from './http-message.ts'
import { countRequests } from './request-counter.ts'

const request: HttpRequest = {
  method: 'GET',
  path: '/',
  query: '',
  headers: {},
  remoteAddress: null,
  readBody: async () => new Uint8Array(),
}
const response: HttpResponse = { status: 200, headers: {}, body: '' }

describe('closing', () => {
  it('waits for the requests under way, and for nothing when there are none', async () => {
    const replies: ((answer: HttpResponse) => void)[] = []
    const { dispatch, drain } = countRequests(() => new Promise((resolve) => replies.push(resolve)))
    await drain()
    const happened: string[] = []
    const answers = [dispatch(request), dispatch(request)].map(async (answer) => happened.push(String((await answer).status)))
    const closing = drain().then(() => happened.push('closed'))

    replies[1]?.(response)
    await answers[1]
    expect(happened).toEqual(['200'])
    replies[0]?.(response)
    await Promise.all([...answers, closing])

    expect(happened).toEqual(['200', '200', 'closed'])
  })

  it('does not count what is answered at once', async () => {
    const { dispatch, drain } = countRequests(() => response)
    expect(dispatch(request)).toBe(response)
    await drain()
  })
})
