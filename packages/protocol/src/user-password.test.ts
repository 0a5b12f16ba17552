import { describe, expect, it } from 'vitest'
import { formatUserPassword, parseUserPassword } from './user-password.ts'

describe('HTTP Basic of a person', () => {
  it('[RFC 7617 §2] is written and read as the RFC’s own examples', () => {
    expect(formatUserPassword({ username: 'Aladdin', password: 'open sesame' })).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')
    expect(formatUserPassword({ username: 'test', password: '123£' })).toBe('Basic dGVzdDoxMjPCow==')
    expect(parseUserPassword('basic  dGVzdDoxMjPCow==')).toEqual({ username: 'test', password: '123£' })
  })

  it.each(['a:b:c', '', 'per%20cent+plus', '🎵 ﷺ', ' '])('[RFC 7617 §2] takes the password %j as it is, nothing decoded', (password) => {
    expect(parseUserPassword(formatUserPassword({ username: 'mira', password }))).toEqual({ username: 'mira', password })
  })

  it('[RFC 7617 §2] cannot carry a user name with a colon', () => {
    expect(() => formatUserPassword({ username: 'a:b', password: 'c' })).toThrow(TypeError)
  })

  it.each([
    ['another scheme', 'Bearer QTpi'],
    ['no base64', 'Basic !!'],
    ['a base64 of a wrong length', 'Basic QQQ=='],
    ['no colon', `Basic ${btoa('mira')}`],
    ['no user name', `Basic ${btoa(':secret')}`],
    ['bytes that are not UTF-8', `Basic ${btoa('mira:\xff')}`],
    ['a NUL', `Basic ${btoa('mira:a\0b')}`],
    ['a line break', `Basic ${btoa('mira:a\r\nb')}`],
    ['nothing', ''],
  ])('[RFC 7617 §2] does not read %s', (_, header) => {
    expect(parseUserPassword(header)).toBeUndefined()
  })
})
