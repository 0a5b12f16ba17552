import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchRedirectUri, parseRedirectUri, type RedirectUriGrammar } from './redirect-uri.ts'

const strict: RedirectUriGrammar = {
  schemes: 'https-and-loopback',
  customSchemes: true,
  loopbackAnyPort: true,
  refusesRawIp: true,
  refusesLocalhost: false,
  maxLength: 2000,
}
const open: RedirectUriGrammar = { ...strict, schemes: 'http-and-https' }
const lenient: RedirectUriGrammar = { ...open, refusesRawIp: false }
const grammars = fc.record({
  schemes: fc.constantFrom('https-and-loopback' as const, 'http-and-https' as const),
  customSchemes: fc.boolean(),
  loopbackAnyPort: fc.boolean(),
  refusesRawIp: fc.boolean(),
  refusesLocalhost: fc.boolean(),
  maxLength: fc.constantFrom(30, 2000),
})

/** Texts that are nearly redirect URIs: pieces of the grammar and of attacks on it, in any order. */
const pieces = fc.constantFrom(
  ...[
    'https:',
    'http:',
    'HTTPS:',
    'myapp:',
    'com.example.app:',
    'javascript:',
    'data:',
    '//',
    '/',
    '\\',
    '?',
    '#',
    '@',
    ':',
    ':80',
    ':0',
    ':99999',
    '.',
    '..',
  ],
  ...[
    '%2e',
    '%2F',
    '%',
    '%00',
    '*',
    '[',
    ']',
    '[::1]',
    '[fe80::1]',
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    '2130706433',
    '10.0.0.1',
    '256.1.1.1',
    'localhost',
  ],
  ...[
    'app.example',
    'xn--bcher-kva.example',
    'xn--',
    '-a',
    'a_b',
    'callback',
    ' ',
    '\t',
    '\n',
    '\0',
    'é',
    '。',
    '\u202e',
    '<',
    '"',
    '{',
    '|',
    '^',
    '`',
  ],
)
const nearlyUris = fc.oneof(
  fc.string({ unit: pieces, maxLength: 12 }),
  fc
    .tuple(fc.constantFrom('https://', 'http://', 'myapp://', 'a.b:/'), fc.string({ unit: pieces, maxLength: 8 }))
    .map(([start, rest]) => start + rest),
  fc.webUrl({ withQueryParameters: true }),
  fc.string({ unit: 'binary' }),
)

describe('redirect URI grammar', () => {
  it.each([
    ['http://127.0.0.1:5173/', { ...strict, refusesLocalhost: true }, { scheme: 'http', host: '127.0.0.1', loopback: true, custom: false }],
    ['https://app.example/callback', strict, { scheme: 'https', host: 'app.example', loopback: false, custom: false }],
    ['https://app.example', strict, { scheme: 'https', host: 'app.example', loopback: false, custom: false }],
    ['https://app.example:8443/cb?tenant=1&x=%C3%BC', strict, { scheme: 'https', host: 'app.example', loopback: false, custom: false }],
    ['https://App.Example/Callback', strict, { scheme: 'https', host: 'app.example', loopback: false, custom: false }],
    ['https://xn--bcher-kva.example/', strict, { scheme: 'https', host: 'xn--bcher-kva.example', loopback: false, custom: false }],
    ['https://app.example/a..b/.well-known/...', strict, { scheme: 'https', host: 'app.example', loopback: false, custom: false }],
    ['https://localhost/cb', strict, { scheme: 'https', host: 'localhost', loopback: true, custom: false }],
    ['http://localhost:5173', strict, { scheme: 'http', host: 'localhost', loopback: true, custom: false }],
    ['http://127.0.0.1:5173/', strict, { scheme: 'http', host: '127.0.0.1', loopback: true, custom: false }],
    ['http://127.0.0.2/', strict, { scheme: 'http', host: '127.0.0.2', loopback: true, custom: false }],
    ['http://[::1]:61023/cb', strict, { scheme: 'http', host: '[::1]', loopback: true, custom: false }],
    ['http://app.example/cb', open, { scheme: 'http', host: 'app.example', loopback: false, custom: false }],
    ['https://93.184.216.34/', lenient, { scheme: 'https', host: '93.184.216.34', loopback: false, custom: false }],
    ['https://[2001:db8::7]/', lenient, { scheme: 'https', host: '[2001:db8::7]', loopback: false, custom: false }],
    ['myapp://oauth/callback', strict, { scheme: 'myapp', host: 'oauth', loopback: false, custom: true }],
    ['exp://192.168.1.5:8081/--/auth', strict, { scheme: 'exp', host: '192.168.1.5', loopback: false, custom: true }],
    ['myapp://', strict, { scheme: 'myapp', host: null, loopback: false, custom: true }],
    ['com.example.app:/oauth2redirect/example-provider', strict, { scheme: 'com.example.app', host: null, loopback: false, custom: true }],
  ] as const)('[RFC 8252 §7] takes %s and keeps it as it is', (uri, grammar, expected) => {
    expect(parseRedirectUri(uri, grammar)).toEqual({ ok: true, value: { uri, ...expected } })
  })

  it.each([
    ['', 'empty'],
    [`https://app.example/${'a'.repeat(2000)}`, 'length'],
    ['/callback', 'relative'],
    ['//app.example/callback', 'relative'],
    ['app.example/callback', 'relative'],
    ['localhost:3000/callback', 'relative'],
    ['127.0.0.1:3000', 'relative'],
    ['urn:ietf:wg:oauth:2.0:oob', 'relative'],
    ['myapp:', 'relative'],
    ['https://app.example/#', 'fragment'],
    ['https://app.example/cb#x', 'fragment'],
    ['myapp://cb#', 'fragment'],
    ['https://user@app.example/', 'userinfo'],
    ['https://user:pass@app.example/', 'userinfo'],
    ['https://app.example@evil.example/', 'userinfo'],
    ['https://@app.example/', 'userinfo'],
    ['myapp://app.example@evil/', 'userinfo'],
    ['https://app.example/..', 'traversal'],
    ['https://app.example/a/../b', 'traversal'],
    ['https://app.example/a/%2e%2E/b', 'traversal'],
    ['https://app.example/a/.%2e', 'traversal'],
    ['https://app.example/a%2f..%2fb', 'traversal'],
    ['https://app.example/a%5C..', 'traversal'],
    ['https://app.example\\..\\b', 'traversal'],
    ['https://app.example/./b', 'traversal'],
    ['https://app.example/..?x', 'traversal'],
    ['myapp://a/../b', 'traversal'],
    ['https://app.example/\\evil', 'character'],
    ['https://app.example/a b', 'character'],
    [' https://app.example/', 'character'],
    ['https://app.example/\n', 'character'],
    ['https://app.example/\t', 'character'],
    ['https://app.example/\0', 'character'],
    ['https://app.example/%ZZ', 'character'],
    ['https://app.example/%4', 'character'],
    ['https://bücher.example/', 'character'],
    ['https://app.example/\u202e', 'character'],
    ['https://app.example/"><script>', 'character'],
    ['https://app。example/', 'character'],
    ['https://*.example/', 'wildcard'],
    ['https://app.example/*', 'wildcard'],
    ['javascript:alert(1)', 'scheme'],
    ['JavaScript://app.example/%0Aalert(1)', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ['vbscript:x', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['blob:https://app.example/1', 'scheme'],
    ['about:blank', 'scheme'],
    ['intent://x', 'scheme'],
    ['mailto:a', 'scheme'],
    ['http://app.example/', 'scheme'],
    ['http://localhost.evil.example/', 'scheme'],
    ['http://127.0.0.1.evil.example/', 'scheme'],
    ['https://93.184.216.34/', 'raw_ip'],
    ['http://10.0.0.1/', 'raw_ip'],
    ['http://0.0.0.0/', 'raw_ip'],
    ['http://127.1/', 'raw_ip'],
    ['http://2130706433/', 'raw_ip'],
    ['http://0x7f.0.0.1/', 'raw_ip'],
    ['http://0177.0.0.1/', 'raw_ip'],
    ['http://127.0.0.256/', 'raw_ip'],
    ['https://app.example.123/', 'raw_ip'],
    ['https://[2001:db8::7]/', 'raw_ip'],
    ['http://[0:0:0:0:0:0:0:1]/', 'raw_ip'],
    ['http://[::ffff:127.0.0.1]/', 'raw_ip'],
    ['https://app.example:/', 'port'],
    ['https://app.example:0/', 'port'],
    ['https://app.example:080/', 'port'],
    ['https://app.example:65536/', 'port'],
    ['https://app.example:80:80/', 'port'],
    ['https:///callback', 'host'],
    ['https:app.example', 'host'],
    ['https:/app.example', 'host'],
    ['https://app.example./', 'host'],
    ['https://.app.example/', 'host'],
    ['https://app..example/', 'host'],
    ['https://app%2eexample/', 'host'],
    ['https://-app.example/', 'host'],
    ['https://app!.example/', 'host'],
    ['myapp://app!/', 'host'],
    ['myapp://a:b:c', 'host'],
    ['myapp://a:99999', 'host'],
    [`https://${'a'.repeat(64)}.example/`, 'host'],
    ['https://[::1/', 'host'],
    ['https://a,b/', 'host'],
  ])('[RFC 6749 §3.1.2] refuses %j: %s', (uri, what) => {
    expect(parseRedirectUri(uri, strict)).toMatchObject({
      ok: false,
      problem: { code: `redirect_uri_${what}`, parameter: 'redirect_uri', message: expect.stringMatching(/\.$|…$/) },
    })
  })

  it('refuses a custom scheme where the platform has none', () => {
    expect(parseRedirectUri('myapp://callback', { ...strict, customSchemes: false })).toMatchObject({
      problem: { code: 'redirect_uri_custom_scheme' },
    })
  })

  it('refuses an odd spelling of an IP address even where addresses are welcome', () => {
    for (const host of ['127.1', '0x7f000001', '2130706433', '010.0.0.1', '1.2.3.4.5']) {
      expect(parseRedirectUri(`https://${host}/`, lenient)).toMatchObject({ problem: { code: 'redirect_uri_raw_ip' } })
    }
    expect(parseRedirectUri('https://[2001:DB8:0:0::7]/', lenient)).toMatchObject({ problem: { code: 'redirect_uri_host' } })
  })

  it('[RFC 9700 §4.1] accepts only what has no fragment, userinfo, traversal, control character, and what a browser reads in the same way', () => {
    let accepted = 0
    fc.assert(
      fc.property(nearlyUris, grammars, (text, grammar) => {
        const result = parseRedirectUri(text, grammar)
        if (!result.ok) return
        accepted++
        const { value } = result
        expect(value.uri).toBe(text)
        expect(text).toMatch(/^[!-~]+$/)
        expect(text).not.toMatch(/[#*\\\s<>"{}|^`]/)
        expect(decodeURIComponent(text.replace(/%(?![0-7])/g, '_'))).not.toMatch(/[/\\]\.\.?(?:[/\\?]|$)/)
        const url = new URL(text)
        expect(url.protocol).toBe(`${value.scheme}:`)
        expect([url.hash, url.username, url.password]).toEqual(['', '', ''])
        expect(text.length).toBeLessThanOrEqual(grammar.maxLength)
        expect(['javascript', 'data', 'vbscript', 'file', 'blob', 'about']).not.toContain(value.scheme)
        expect(value.custom).toBe(!/^https?$/.test(value.scheme))
        if (value.custom) expect(grammar.customSchemes).toBe(true)
        else {
          expect(url.hostname).toBe(value.host)
          expect(url.pathname).toBe(text.replace(/^[^/]*\/\/[^/?]*/, '').replace(/\?.*$/, '') || '/')
          if (value.scheme === 'http' && grammar.schemes === 'https-and-loopback') expect(value.loopback).toBe(true)
          if (value.loopback) expect(value.host).toMatch(/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/)
        }
      }),
      { numRuns: 3000 },
    )
    // Guards the test itself: a parser that refuses everything would pass.
    expect(accepted).toBeGreaterThan(100)
  })

  it('answers 64 KiB of anything within a moment', () => {
    const { user: before } = process.threadCpuUsage()
    for (const piece of ['a', '/', '/.', '%2e', '.', ':', '@', 'a.', 'https://', '[', '%', '/..a']) {
      for (const start of ['', 'https://', 'myapp://', 'https://a/'])
        parseRedirectUri(start + piece.repeat(2 ** 16 / piece.length), { ...open, maxLength: 2 ** 20 })
    }
    expect(process.threadCpuUsage().user - before).toBeLessThan(1_000_000)
  })
})

describe('redirect URI comparison', () => {
  const native = { native: true, loopbackAnyPort: true }
  const web = { native: false, loopbackAnyPort: true }

  it('[RFC 9700 §2.1] finds the very same text and nothing else', () => {
    fc.assert(
      fc.property(nearlyUris, fc.array(nearlyUris), (sent, registered) => {
        expect(matchRedirectUri(sent, registered, web)).toBe(registered.includes(sent) ? sent : undefined)
        expect(matchRedirectUri(sent, [...registered, sent], web)).toBe(sent)
      }),
    )
  })

  it.each([
    ['a slash more', 'https://app.example/cb/'],
    ['a slash less', 'https://app.example/c'],
    ['another letter case', 'https://APP.example/cb'],
    ['a query', 'https://app.example/cb?x=1'],
    ['a fragment', 'https://app.example/cb#'],
    ['the default port', 'https://app.example:443/cb'],
    ['other percent-encoding', 'https://app.example/%63b'],
    ['a prefix of a longer host', 'https://app.example.evil/cb'],
    ['traversal to the same place', 'https://app.example/x/../cb'],
  ])('[RFC 6749 §3.1.2.3] does not find a URI with %s', (_, sent) => {
    expect(matchRedirectUri(sent, ['https://app.example/cb'], native)).toBeUndefined()
  })

  it.each([
    ['http://127.0.0.1:61023/cb', 'http://127.0.0.1/cb'],
    ['http://127.0.0.1/cb', 'http://127.0.0.1:5173/cb'],
    ['http://127.0.0.1:1/cb?x=1', 'http://127.0.0.1:65535/cb?x=1'],
    ['http://[::1]:61023/cb', 'http://[::1]:80/cb'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1'],
  ])('[RFC 8252 §7.3] takes %s for %s from a native client, and returns what was sent', (sent, registered) => {
    expect(matchRedirectUri(sent, ['https://other.example/', registered], native)).toBe(sent)
    expect(matchRedirectUri(sent, [registered], web)).toBeUndefined()
    expect(matchRedirectUri(sent, [registered], { native: true, loopbackAnyPort: false })).toBeUndefined()
  })

  it.each([
    ['localhost, which is a name', 'http://localhost:61023/cb', 'http://localhost:5173/cb'],
    ['https', 'https://127.0.0.1:61023/cb', 'https://127.0.0.1:5173/cb'],
    ['another loopback address', 'http://127.0.0.2:61023/cb', 'http://127.0.0.2:5173/cb'],
    ['the other loopback literal', 'http://[::1]:61023/cb', 'http://127.0.0.1:61023/cb'],
    ['another path', 'http://127.0.0.1:61023/cb/', 'http://127.0.0.1:5173/cb'],
    ['another query', 'http://127.0.0.1:61023/cb?a', 'http://127.0.0.1:5173/cb'],
    ['a fragment', 'http://127.0.0.1:61023/cb#a', 'http://127.0.0.1:5173/cb'],
    ['a host that only begins so', 'http://127.0.0.1.evil.example/cb', 'http://127.0.0.1/cb'],
    ['userinfo that only looks so', 'http://127.0.0.1:61023@evil.example/cb', 'http://127.0.0.1/cb'],
    ['an upper-case scheme', 'HTTP://127.0.0.1:61023/cb', 'http://127.0.0.1/cb'],
    ['an empty port', 'http://127.0.0.1:/cb', 'http://127.0.0.1/cb'],
    ['a port with a leading zero', 'http://127.0.0.1:080/cb', 'http://127.0.0.1/cb'],
    ['a port that is none', 'http://127.0.0.1:65536/cb', 'http://127.0.0.1/cb'],
    ['letters for a port', 'http://127.0.0.1:8o/cb', 'http://127.0.0.1/cb'],
    ['an unregistered address', 'http://127.0.0.1:61023/cb', 'https://app.example/cb'],
  ])('[RFC 8252 §7.3] makes no exception for %s', (_, sent, registered) => {
    expect(matchRedirectUri(sent, [registered], native)).toBeUndefined()
  })

  it('[RFC 8252 §7.3] returns nothing that differs from a registered URI in more than its port', () => {
    const loopbackUris = fc
      .tuple(
        fc.constantFrom('http://127.0.0.1', 'http://[::1]', 'http://localhost', 'https://127.0.0.1'),
        fc.constantFrom('', ':', ':1', ':8080', ':99999', ':x'),
        fc.constantFrom('', '/', '/a', '?a', '#a', '@a', '.a'),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(loopbackUris, fc.array(loopbackUris, { maxLength: 5 }), (sent, registered) => {
        const matched = matchRedirectUri(sent, registered, native)
        if (matched === undefined) return
        expect(matched).toBe(sent)
        const port = /(?<=^http:\/\/(?:127\.0\.0\.1|\[::1\])):\d+/
        expect(registered.some((uri) => uri === sent || uri.replace(port, '') === sent.replace(port, ''))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
