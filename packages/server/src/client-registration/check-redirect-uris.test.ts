import { audiotool, audius, standard } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { checkRedirectUris } from './check-redirect-uris.ts'

describe('the redirect URIs of an app', () => {
  it.each([
    ['a fragment', 'https://a.example/cb#x', 'fragment', 'https://a.example/cb'],
    ['user information', 'https://me:pw@a.example/cb', 'userinfo', 'https://a.example/cb'],
    ['traversal', 'https://a.example/b/../cb', 'traversal', 'https://a.example/cb'],
    ['encoded traversal', 'https://a.example/%2e%2E/cb', 'traversal', 'https://a.example/cb'],
    ['a raw IP address', 'https://93.184.216.34/', 'raw_ip', undefined],
    ['a raw IP address in disguise', 'https://0x7f.1/', 'raw_ip', undefined],
    ['a scheme that runs', 'javascript:alert(1)', 'scheme', undefined],
    ['a scheme that is a page', 'data:text/html,x', 'scheme', undefined],
    ['a wildcard', 'https://*.a.example/', 'wildcard', undefined],
    ['2,001 characters', `https://a.example/${'x'.repeat(2001 - 18)}`, 'length', undefined],
    ['http off this machine', 'http://a.example/cb', 'scheme', 'https://a.example/cb'],
    ['a host in other letters', 'https://müller.example/cb', 'character', 'https://xn--mller-kva.example/cb'],
    ['a space at its end', 'https://a.example/cb ', 'space', 'https://a.example/cb'],
    ['no scheme', 'a.example/cb', 'relative', 'https://a.example/cb'],
    ['NUL', 'https://a.example/\u0000', 'character', 'https://a.example/'],
  ])('[RFC 9700 §2.1] are refused with %s, and what was meant is offered where it would be taken', (_name, text, what, suggestion) => {
    const { problems, accepted } = checkRedirectUris(standard.redirectUris, ['https://good.example/', text])

    expect(problems).toMatchObject([{ field: 'redirectUris', code: `redirect_uri_${what}`, index: 1 }])
    expect(problems[0]?.suggestion).toBe(suggestion)
    expect(accepted.map(({ uri }) => uri)).toEqual(['https://good.example/'])
  })

  it('are named one by one: the same twice, and the fifty-first', () => {
    const many = Array.from({ length: 51 }, (_, index) => `https://a.example/${index}`)

    expect(checkRedirectUris(standard.redirectUris, many).problems).toMatchObject([{ code: 'redirect_uri_count', index: 50, value: '50' }])
    expect(
      checkRedirectUris(standard.redirectUris, ['https://a.example/', 'https://b.example/', 'https://a.example/']).problems,
    ).toMatchObject([{ code: 'redirect_uri_duplicate', index: 2 }])
  })

  it('follow the platform: what one refuses another takes', () => {
    expect(checkRedirectUris(audiotool.redirectUris, ['http://localhost:5173/']).problems).toMatchObject([
      { code: 'redirect_uri_localhost', suggestion: 'http://127.0.0.1:5173/' },
    ])
    expect(checkRedirectUris(audius.redirectUris, ['http://localhost:5173/', 'http://a.example/']).problems).toEqual([])
  })

  it('[RFC 8252 §7.1] are taken and advised against where another app, or the network, can get at them', () => {
    const { advice, problems } = checkRedirectUris(audius.redirectUris, [
      'myapp://cb',
      'com.example.app:/cb',
      'http://a.example/',
      'http://127.0.0.1/',
    ])

    expect(problems).toEqual([])
    expect(advice).toMatchObject([
      { code: 'redirect_uri_scheme_without_dot', index: 0 },
      { code: 'redirect_uri_plain_http', index: 2 },
    ])
  })
})
