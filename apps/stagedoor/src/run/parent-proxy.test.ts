import { describe, expect, it } from 'vitest'
import { findParentProxy, formatProxyAuthorization, isExempt } from './parent-proxy.ts'

describe('the proxy of the person’s own environment', () => {
  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: 'http://big:1' }, 'http://big:1/'],
    [{ HTTPS_PROXY: 'http://big:1', https_proxy: 'http://small:1' }, 'http://small:1/'],
    [{ HTTP_PROXY: 'http://for-http:1' }, undefined],
    [{ ALL_PROXY: 'for-all:8080' }, 'http://for-all:8080/'],
    [{ HTTPS_PROXY: '', ALL_PROXY: 'http://for-all:1' }, 'http://for-all:1/'],
    [{ HTTPS_PROXY: 'http://big:1', NO_PROXY: 'other, .example.com' }, undefined],
    [{ HTTPS_PROXY: 'socks5://big:1' }, undefined],
    [{ HTTPS_PROXY: 'http://' }, undefined],
  ])('%j leads https to %s', (environment, expected) => {
    expect(findParentProxy(environment, 'https:', 'www.example.com')?.href).toBe(expected)
  })

  it.each([
    ['*', true],
    ['example.com', true],
    ['.example.com', true],
    ['*.example.com', true],
    ['WWW.Example.com:443', true],
    ['ample.com', false],
    ['', false],
  ])('is exempt for www.example.com by NO_PROXY=%s: %s', (noProxy, expected) => {
    expect(isExempt(noProxy, 'www.example.com')).toBe(expected)
  })

  it('[RFC 7617 §2] gets the credentials of its URL', () => {
    expect(formatProxyAuthorization(new URL('http://me:p%40ss@proxy:1'))).toEqual({
      'proxy-authorization': `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
    })
    expect(formatProxyAuthorization(new URL('http://proxy:1'))).toEqual({})
  })
})
