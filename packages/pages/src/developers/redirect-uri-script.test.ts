import { runInNewContext } from 'node:vm'
import { audiotool, audius, auphonic, soundcloud, standard } from '@stagedoor/platforms'
import { checkRedirectUris } from '@stagedoor/server/client-registration'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { en } from './messages/en.ts'
import { redirectUriChecker } from './redirect-uri-script.ts'

const checked: unknown = runInNewContext(redirectUriChecker, { URL })

/** What the script in the page says: a code without its prefix, empty when it is accepted. */
function inPage(text: string, rules: object): string {
  if (typeof checked !== 'function') throw new Error('The script is a function.')
  return String(checked(text, rules))
}

function onServer(text: string, rules: typeof standard.redirectUris): string {
  return checkRedirectUris(rules, [text]).problems[0]?.code.replace('redirect_uri_', '') ?? ''
}

const hostile = [
  ...['https://a.example/cb', 'https://a.example/#x', 'https://me@a.example/', 'https://a.example/../b', 'https://a.example/%2e%2e/b'],
  ...['http://93.184.216.34/', 'http://127.0.0.1:5173/', 'http://[::1]/', 'http://localhost:3000/', 'https://0x7f.1/', 'https://127.1/'],
  ...['javascript:alert(1)', 'data:text/html,x', 'https://*.example/', `https://a.example/${'x'.repeat(2001)}`, 'http://a.example/'],
  ...[
    'myapp://cb',
    'com.example.app:/cb',
    'com.example.app:cb',
    'localhost:3000/cb',
    'a.example/cb',
    'https://müller.example/',
    ' https://a.example/',
  ],
  ...[
    'https://a.example:0/',
    'https://a.example:65536/',
    'https://a..example/',
    'https://',
    'https:a.example',
    'https://a.example\\b',
    'https://a.example/%zz',
  ],
]

describe('the redirect URI checks in the page', () => {
  it.each([standard, audius, audiotool, soundcloud, auphonic].map((platform) => [platform.id, platform.redirectUris] as const))(
    'say what the server says, on %s',
    (_id, rules) => {
      for (const text of hostile) expect([text, inPage(text, rules)]).toEqual([text, onServer(text, rules)])
      const pieces = fc.constantFrom(
        ...[
          'http',
          'https',
          '://',
          ':',
          '/',
          '//',
          '.',
          '..',
          '%2e',
          '#',
          '?',
          '@',
          '*',
          '[',
          ']',
          '::1',
          '127.0.0.1',
          'localhost',
          'a',
          'A',
          '-',
          '_',
          '0',
          '65536',
          'é',
          '\\',
          'x.example',
        ],
      )
      fc.assert(
        fc.property(fc.array(pieces, { minLength: 1, maxLength: 8 }), (parts) => {
          const text = parts.join('')
          expect(inPage(text, rules)).toBe(onServer(text, rules))
        }),
        { numRuns: 400 },
      )
    },
  )

  it('have words for every code', () => {
    for (const text of hostile) {
      const code = onServer(text, audiotool.redirectUris)
      if (code !== '') expect(Object.keys(en.problems)).toContain(`redirect_uri_${code}`)
    }
  })
})
