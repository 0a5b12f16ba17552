import { describe, expect, it } from 'vitest'
import { cookieNames, findCookie, formatSetCookie } from './cookies.ts'

const withCookie = (cookie: string | string[] | undefined) => ({
  method: 'GET',
  path: '/',
  query: '',
  headers: { cookie },
  remoteAddress: null,
  readBody: async () => new Uint8Array(),
})

describe('findCookie', () => {
  it.each([
    ['a=1; session=x; b=2', 'x'],
    ['session=x', 'x'],
    ['b=2;session=x', 'x'],
    ['xsession=no; session=x', 'x'],
    ['session=x; session=y', 'x'],
    ['session=', ''],
    ['sessions=no', undefined],
    ['a=session=no', undefined],
    ['session', undefined],
    ['', undefined],
    [['a=1', 'session=x'], 'x'],
    [undefined, undefined],
  ])('[RFC 6265 §4.2.1] finds it in %j', (cookie, value) => {
    expect(findCookie(withCookie(cookie), 'session')).toBe(value)
  })
})

describe('cookieNames', () => {
  it('[RFC 6265bis §4.1.3.2] have the __Host- prefix on https', () => {
    expect(cookieNames('audius', new URL('https://platform.example'))).toEqual({
      session: '__Host-stagedoor_session_audius',
      browser: '__Host-stagedoor_browser_audius',
    })
  })

  it('differ between two servers of one host, since cookies know neither port nor, here, path', () => {
    const names = [
      cookieNames('audius', new URL('http://127.0.0.1:4700/audius')),
      cookieNames('standard', new URL('http://127.0.0.1:4700/standard')),
      cookieNames('audius', new URL('http://127.0.0.1:4701/audius')),
    ].flatMap(({ session, browser }) => [session, browser])
    expect(new Set(names).size).toBe(6)
  })
})

describe('formatSetCookie', () => {
  it('[RFC 6265 §4.1.1] is HttpOnly and SameSite=Lax for the whole host, Secure where asked', () => {
    const cookie = { name: 'n', value: 'v', maxAgeSeconds: 60 }
    expect(formatSetCookie({ ...cookie, secure: true })).toBe('n=v; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure')
    expect(formatSetCookie({ ...cookie, secure: false })).toBe('n=v; Path=/; Max-Age=60; HttpOnly; SameSite=Lax')
  })
})
