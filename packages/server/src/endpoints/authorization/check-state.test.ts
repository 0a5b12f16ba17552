import { audius } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'

describe('state', () => {
  it.each([
    ['markup', '"><script>alert(1)</script>'],
    ['what looks like parameters', 'a&code=stolen#code=stolen?x=%00%0d%0a+ %'],
    ['every printable character', Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join('')],
    ['4,096 characters', 's'.repeat(4096)],
  ])('[RFC 6749 §4.1.2] comes back as it was sent: %s', async (_, state) => {
    const server = await startServer()
    const browser = server.openBrowser()

    const allowed = await browser.becomeKnown({ state })
    const refused = await browser.authorize({ state, scope: 'nothing' })
    const fragment = await browser.authorize({ state, response_mode: 'fragment' })

    for (const seen of [allowed, refused, fragment]) {
      expect(seen.answer.getAll('state')).toEqual([state])
      expect(seen.location).toMatch(/^[\x21-\x7e]+$/)
    }
    expect(refused.answer.has('code')).toBe(false)
  })

  it.each([
    ['a line break', 'a\r\nSet-Cookie: x=1'],
    ['NUL', 'a\0b'],
    ['text that is not ASCII', 'st\u202eate'],
    ['4,097 characters', 's'.repeat(4097)],
  ])('[RFC 6749 appendix A.5] is refused and not echoed: %s', async (_, state) => {
    const server = await startServer()
    const seen = await server.openBrowser().authorize({ state })
    expect(seen.location.startsWith('https://app.example/callback?error=invalid_request&')).toBe(true)
    expect(seen.answer.has('state')).toBe(false)
  })

  it('is required where the platform says so', async () => {
    const server = await startServer({ platform: audius })
    const seen = await server.openBrowser().authorize({ state: undefined })
    expect(seen.answer.get('error')).toBe('invalid_request')
    expect(server.reasons()).toEqual(['state_missing'])
  })
})
