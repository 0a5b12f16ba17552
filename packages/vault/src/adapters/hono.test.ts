import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { HeardHandlers } from '../../test/heard-handlers.ts'
import { honoHandlers } from './hono.ts'

interface AppEnv {
  readonly Variables: { userId: string }
}

describe('honoHandlers()', () => {
  it('answers what is for the handlers, whatever host asked for it, and passes the rest on', async () => {
    const handlers = new HeardHandlers()
    const app = new Hono<AppEnv>()
    app.use(async (context, next) => {
      context.set('userId', 'mira')
      await next()
    })
    app.use(honoHandlers<AppEnv>(handlers, (context) => context.get('userId')))
    app.get('/other', (context) => context.text('the app'))

    const answer = await app.request('http://internal.example/connections/connect/x')

    expect([answer.status, answer.headers.getSetCookie()]).toEqual([303, ['one=1; HttpOnly', 'two=1; HttpOnly']])
    expect(handlers.heard?.visitor).toEqual({ userId: 'mira' })
    expect(await (await app.request('/other')).text()).toBe('the app')
  })
})
