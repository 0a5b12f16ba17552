import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactParameters, redactPath, redactUrl } from './redact.ts'

/** As secrets look: long, of the letters that URLs and headers take, with a digit. */
const secret = fc.stringMatching(/^[\w-]{24,60}$/).filter((text) => /\d/.test(text))

const publicNames = ['client_id', 'scope', 'grant_type', 'response_type', 'code_challenge', 'code_challenge_method', 'display', 'prompt']

describe('redaction', () => {
  it('shows what is public by its specification', () => {
    const entries = publicNames.map((name) => [name, `value of ${name}`] as const)

    expect(redactParameters(entries)).toEqual(Object.fromEntries(entries))
  })

  it('hides every other value, whatever its name: no secret that went in comes out', () => {
    const secretName = fc.constantFrom(
      ...['access_token', 'refresh_token', 'token', 'code', 'code_verifier', 'client_secret', 'password', 'bearer_token', 'username'],
      ...['state', 'nonce', 'transaction', 'assertion', 'client_assertion', 'id_token_hint', 'accessToken', 'unheard_of', 'api_key'],
    )
    const name = fc.oneof(secretName, secret, fc.string()).filter((text) => !publicNames.includes(text))
    fc.assert(
      fc.property(fc.array(fc.tuple(name, secret)), (entries) => {
        const shown = JSON.stringify(redactParameters(entries))

        for (const [, value] of entries) expect(shown).not.toContain(value)
      }),
    )
  })

  it('hides a secret in the place of a name', () => {
    fc.assert(
      fc.property(secret, (text) => {
        expect(JSON.stringify(redactParameters([[text, '']]))).not.toContain(text)
        expect(redactUrl(`https://app.example/?${text}`)).not.toContain(text)
      }),
    )
  })

  it('hides what a URL carries, in query, fragment, path and user name, and in a URL within a URL', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom('https', 'http', 'myapp'), (text, scheme) => {
        const urls = [
          `${scheme}://app.example/callback?code=${text}&state=${text}#access_token=${text}`,
          `${scheme}://${text}:${text}@app.example/`,
          `${scheme}://app.example/a/${text}/b`,
          `${scheme}://app.example/?redirect_uri=${encodeURIComponent(`https://b.example/?token=${text}`)}`,
          `/callback?code=${text}`,
          `/${text}`,
          text,
        ]
        for (const url of urls) expect(redactUrl(url)).not.toContain(text)
      }),
    )
  })

  it('leaves of a URL what tells a developer where it went', () => {
    expect(redactUrl('http://127.0.0.1:5173/callback.html?code=abc&error=access_denied#x_y=1')).toBe(
      'http://127.0.0.1:5173/callback.html?code=[redacted]&error=access_denied#x_y=[redacted]',
    )
    expect(redactUrl('/audius/interaction/sign-in?transaction=sd_tx_1')).toBe('/audius/interaction/sign-in?transaction=[redacted]')
    expect([redactUrl('postmessage'), redactUrl('null'), redactUrl('anything else')]).toEqual(['postmessage', 'null', '[redacted]'])
    expect(redactPath('/audiotool.project.v1.ProjectService/ListProjects')).toBe('/audiotool.project.v1.ProjectService/ListProjects')
  })

  it('shows the client id under the name that the platform gives it, and nowhere else under that name', () => {
    expect(redactParameters([['api_key', 'the id']], 'api_key')).toEqual({ api_key: 'the id' })
    expect(redactParameters([['api_key', 'a secret']])).toEqual({ api_key: '[redacted]' })
  })

  it('is bounded, whatever was sent', () => {
    const many = Array.from({ length: 1000 }, (_, index) => [`${'a'.repeat(20)}${'b'.repeat(index % 20)}`, 'x'.repeat(10_000)] as const)

    expect(JSON.stringify(redactParameters([...many, ['scope', 'x'.repeat(10_000)]])).length).toBeLessThan(10_000)
    expect(redactParameters([['scope', 'x'.repeat(10_000)]]).scope).toHaveLength(200)
  })
})
