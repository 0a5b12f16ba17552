import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closestRedirectUri, explainRedirectUriMismatch } from './explain-redirect-uri-mismatch.ts'

const uriPieces = fc.constantFrom(
  'https:',
  'http:',
  '//',
  '/',
  ':80',
  'a',
  'A',
  'localhost',
  '127.0.0.1',
  '?',
  'x=1',
  '#',
  '@',
  '%41',
  '%zz',
  ' ',
  '\n',
  'é',
)
const anyTexts = fc.oneof(fc.string({ unit: uriPieces }), fc.string({ unit: 'binary' }))

describe('what differs between two redirect URIs', () => {
  it.each([
    ['http://127.0.0.1:5173', 'http://127.0.0.1:5173/', 'trailing_slash', 'Yours ends without the slash that the registered one has.'],
    ['https://app.example/cb/', 'https://app.example/cb', 'trailing_slash', 'Yours ends with a slash that the registered one has not.'],
    ['http://app.example/cb', 'https://app.example/cb', 'scheme', 'Yours begins with http:, the registered one with https:.'],
    ['HTTPS://app.example/cb', 'https://app.example/cb', 'scheme_case', 'upper and lower case'],
    ['http://localhost:5173/', 'http://127.0.0.1:5173/', 'loopback_name', 'localhost is not 127.0.0.1: '],
    ['http://127.0.0.1:5173/', 'http://[::1]:5173/', 'loopback_name', '127.0.0.1 is not [::1]: '],
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:5173/', 'port', 'Your port is 3000, the registered one is 5173.'],
    ['http://127.0.0.1/', 'http://127.0.0.1:5173/', 'port', 'Yours has no port, the registered one has 5173.'],
    ['https://app.example:443/', 'https://app.example/', 'port', 'Yours has the port 443, the registered one has none.'],
    ['https://www.app.example/', 'https://app.example/', 'host', 'Your host is www.app.example, the registered one is app.example.'],
    ['https://App.example/', 'https://app.example/', 'host_case', 'upper and lower case'],
    ['https://me@app.example/', 'https://app.example/', 'userinfo', 'user name'],
    ['https://app.example/Callback', 'https://app.example/callback', 'path_case', 'upper and lower case'],
    ['https://app.example/login', 'https://app.example/callback', 'path', 'The paths differ.'],
    ['https://app.example/%63b', 'https://app.example/cb', 'percent_encoding', 'percent-encoded'],
    ['https://app.example/cb?next=/', 'https://app.example/cb', 'query', 'state'],
    ['https://app.example/cb', 'https://app.example/cb?tenant=1', 'query', 'lacks the query'],
    ['https://app.example/cb?a=1', 'https://app.example/cb?a=2', 'query', 'differ'],
    ['https://app.example/cb?a=%3a', 'https://app.example/cb?a=:', 'percent_encoding', 'percent-encoded'],
    ['https://app.example/cb#x', 'https://app.example/cb', 'fragment', '#'],
    ['https://app.example/cb ', 'https://app.example/cb', 'space', 'white space'],
    ['https//app.example/cb', 'https://app.example/cb', 'scheme', 'https:'],
  ])('says of %j and %j: %s', (sent, registered, code, words) => {
    const [first, ...further] = explainRedirectUriMismatch(sent, registered)
    expect(first?.code).toBe(code)
    expect(first?.message).toContain(words)
    if (code !== 'scheme') expect(further).toEqual([])
  })

  it('names every difference, the most telling first', () => {
    expect(explainRedirectUriMismatch('http://localhost:3000/cb', 'https://127.0.0.1:5173/cb/').map(({ code }) => code)).toEqual([
      'trailing_slash',
      'scheme',
      'loopback_name',
      'port',
    ])
  })

  it('is empty for equal texts and never empty for different ones, whatever they are', () => {
    fc.assert(
      fc.property(anyTexts, anyTexts, (sent, registered) => {
        const differences = explainRedirectUriMismatch(sent, registered)
        expect(differences.length === 0).toBe(sent === registered)
        for (const { code, message } of differences) {
          expect(code).toMatch(/^[a-z_]+$/)
          // Written into a page and a log: short, and nothing invisible.
          expect(message).toMatch(/^[ -~…]{10,300}$/)
        }
        expect(explainRedirectUriMismatch(sent, sent)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('answers 64 KiB of anything within a moment', () => {
    const { user: before } = process.threadCpuUsage()
    for (const piece of ['a', ':', '/', '?', '#', '@', '%', ':1', '//'])
      explainRedirectUriMismatch(piece.repeat(2 ** 16), 'https://app.example/')
    expect(process.threadCpuUsage().user - before).toBeLessThan(1_000_000)
  })
})

describe('the closest registered redirect URI', () => {
  it.each([
    ['http://localhost:5173/cb', ['https://app.example/cb', 'http://127.0.0.1:5173/cb', 'myapp://cb'], 'http://127.0.0.1:5173/cb'],
    ['https://app.example/cb', ['https://app.example/other', 'https://app.example/cb/'], 'https://app.example/cb/'],
    ['https://app.example/login/callback', ['https://app.example/', 'https://app.example/login/done'], 'https://app.example/login/done'],
  ])('for %s is the one with the fewest differences, then the longest common beginning', (sent, registered, expected) => {
    expect(closestRedirectUri(sent, registered)).toBe(expected)
  })

  it('is always one of those registered, and there is none when none is', () => {
    fc.assert(
      fc.property(anyTexts, fc.array(anyTexts), (sent, registered) => {
        const closest = closestRedirectUri(sent, registered)
        if (registered.length === 0) expect(closest).toBeUndefined()
        else expect(registered).toContain(closest)
        if (registered.includes(sent)) expect(closest).toBe(sent)
      }),
    )
  })
})
