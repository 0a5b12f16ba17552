import { audiusLegacy, auphonic } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../test/start-server.ts'

const bare = { state: undefined, code_challenge: undefined, code_challenge_method: undefined, response_type: undefined }

describe.each([
  ['a code', auphonic, { ...bare, response_type: 'code' }],
  ['a signed profile', audiusLegacy, bare],
] as const)('a request for %s with neither PKCE nor state', (_, platform, changes) => {
  it('[RFC 9700 §2.1] is refused, with words that say what would be right', async () => {
    const server = await startServer({ platform })

    const seen = await server.openBrowser().authorize(changes)

    expect(seen.answer.get('error')).toBe('invalid_request')
    expect(seen.answer.get('error_description')).toContain('Send a state')
    expect(server.reasons()).toEqual(['unsafe_state_missing'])
  })

  it('[RFC 9700 §2.1] goes on where the host allows unsafe flows, which the log says', async () => {
    const server = await startServer({ platform, unsafeFlows: 'allow' })

    const seen = await server.openBrowser().authorize(changes)

    expect(seen.location).toMatch(/^\/interaction\/sign-in/)
    expect(server.events).toMatchObject([{ reason: 'unsafe_state_missing', clientId: server.client.id }])
  })

  it.each([
    ['a state', { state: 'af0ifjsldkj' }],
    ['PKCE', { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }],
  ])('[RFC 9700 §2.1] is safe enough with %s', async (_, more) => {
    const server = await startServer({ platform })
    const seen = await server.openBrowser().authorize({ ...changes, ...more })
    expect(seen.location).toMatch(/^\/interaction\/sign-in/)
    expect(server.reasons()).toEqual([])
  })
})
