import { describe, expect, it } from 'vitest'
import { parseReturnPath } from './parse-return-path.ts'

describe('returnTo', () => {
  it.each([
    ['/', '/'],
    ['/settings?tab=2#top', '/settings?tab=2#top'],
    ['/a/../b', '/b'],
    ['/ünïcode', '/%C3%BCn%C3%AFcode'],
    ['/https://evil.example', '/https://evil.example'],
    ['/?next=//evil.example', '/?next=//evil.example'],
  ])('is a path of the app: %j', (text, path) => {
    expect(parseReturnPath(text)).toBe(path)
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    '/\n/evil.example',
    '/\r\nSet-Cookie: a=b',
    '/./\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    'https://evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    'settings',
    '@evil.example',
    '',
    ' /settings',
    '/\u0000',
    `/${'a'.repeat(2048)}`,
  ])('leads nowhere else: %j', (text) => {
    expect(parseReturnPath(text)).toBeUndefined()
  })
})
