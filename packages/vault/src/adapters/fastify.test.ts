import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { HeardHandlers } from '../../test/heard-handlers.ts'
import { fastifyHandlers } from './fastify.ts'

describe('fastifyHandlers()', () => {
  it('passes request and answer on, and leaves the body parsers of the app as they are', async () => {
    const handlers = new HeardHandlers()
    const app = fastify()
    app.register(fastifyHandlers(handlers, ({ headers }) => `user of ${headers['x-session']}`))
    app.post('/other', async ({ body }) => ({ body }))

    const answer = await app.inject({
      method: 'POST',
      url: '/connections/disconnect/x',
      headers: { 'x-session': '7', 'content-type': 'application/json' },
      payload: '{"returnTo":"/b"}',
    })
    const other = await app.inject({ method: 'POST', url: '/other', payload: { a: 1 } })

    expect([answer.statusCode, answer.headers['location'], answer.headers['set-cookie']]).toEqual([
      303,
      '/on',
      ['one=1; HttpOnly', 'two=1; HttpOnly'],
    ])
    expect(handlers.heard).toMatchObject({ body: '{"returnTo":"/b"}', visitor: { userId: 'user of 7' } })
    expect(other.json()).toEqual({ body: { a: 1 } })
    await app.close()
  })

  it('leaves a bug to the app', async () => {
    const handlers = new HeardHandlers()
    handlers.failure = new RangeError('a bug')
    const app = fastify()
    app.register(fastifyHandlers(handlers))

    expect((await app.inject('/connections')).statusCode).toBe(500)
    await app.close()
  })
})
