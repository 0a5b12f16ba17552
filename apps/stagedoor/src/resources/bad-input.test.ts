import { audiotool, audius, auphonic, type PlatformDescription, soundcloud } from '@stagedoor/platforms'
import { describe, expect, it } from 'vitest'
import { type PlatformVisitor, type Reply, visitPlatform } from '../../test/platform-visitor.ts'

/** A resource of each platform that needs a token, and how it is called. */
const protectedResources: readonly (readonly [platform: PlatformDescription, path: string, method: string])[] = [
  [audiotool, '/audiotool.project.v1.ProjectService/ListProjects', 'POST'],
  [audius, '/v1/oauth/me', 'GET'],
  [soundcloud, '/me/tracks', 'GET'],
  [auphonic, '/api/productions.json', 'GET'],
]

const badCredentials = [
  '',
  'Bearer',
  'Bearer ',
  'Bearer a b',
  'Basic !!!',
  `Basic ${Buffer.from('no colon').toString('base64')}`,
  `Basic ${Buffer.from('mira:wrong').toString('base64')}`,
  'Digest username="mira"',
  `Bearer ${'x'.repeat(6000)}`,
  'Bearer \u00ff',
]

const badForms: readonly (readonly [what: string, init: RequestInit])[] = [
  ['nothing', {}],
  ['text', { body: 'hello' }],
  ['half a JSON', { body: '{"grant_type":', headers: { 'content-type': 'application/json' } }],
  ['a JSON list', { body: '[]', headers: { 'content-type': 'application/json' } }],
  ['multipart without an end', { body: '--x\r\n', headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
  ['a parameter twice', { body: new URLSearchParams('grant_type=authorization_code&grant_type=refresh_token') }],
  ['a grant type that is none', { body: new URLSearchParams({ grant_type: 'implicit' }) }],
  ['a code that is none', { body: new URLSearchParams({ grant_type: 'authorization_code', code: '\u0000', client_id: '%' }) }],
  ['two megabytes', { body: new URLSearchParams({ grant_type: 'x'.repeat(2_000_000) }) }],
]

async function signIn(visitor: PlatformVisitor): Promise<string> {
  const { body } = await visitor.redeem((await visitor.authorize()).get('code'))
  return body.access_token
}

function isRefusal({ status, body }: Reply): boolean {
  return status >= 400 && status < 500 && typeof body === 'object'
}

describe.each(protectedResources.map(([platform, path, method]) => ({ name: platform.name, platform, path, method })))(
  'bad input for $name',
  ({ platform, path, method }) => {
    it('is refused in the platform’s own shape when it is a credential, and the good one still works', async () => {
      const reasons: string[] = []
      const visitor = await visitPlatform(platform, (reason) => reasons.push(reason))
      const token = await signIn(visitor)
      const call = (authorization: string) =>
        visitor.call(path, { method, headers: { authorization, ...(method === 'POST' && { 'content-type': 'application/json' }) } })
      const before = await call(`Bearer ${token}`)
      const refused = await Promise.all(badCredentials.map(call))
      const after = await call(`Bearer ${token}`)

      const shape = Object.keys(Object(platform.resources.refusalBody))
      for (const reply of refused) {
        expect([400, 401]).toContain(reply.status)
        expect(Object.keys(reply.body)).toEqual(shape)
        expect(reply.headers.get('access-control-allow-origin')).toBe('*')
        if (reply.status === 401) expect(reply.headers.get('www-authenticate')).toBeTruthy()
      }
      expect(before.status).toBe(200)
      expect(after.text).toBe(before.text)
      expect(reasons).not.toContain('bug')
    })

    it('changes nothing at the token endpoint', async () => {
      const reasons: string[] = []
      const visitor = await visitPlatform(platform, (reason) => reasons.push(reason))
      const code = (await visitor.authorize()).get('code')
      for (const [what, init] of badForms) {
        const response = await fetch(visitor.platform.endpoints.token_endpoint ?? '', { method: 'POST', ...init })
        expect([what, response.status]).toEqual([what, expect.toSatisfy((status: number) => status >= 400 && status < 500)])
        expect([what, await response.json()]).toEqual([what, expect.objectContaining({ error: expect.any(String) })])
      }

      expect((await visitor.redeem(code)).status).toBe(200)
      expect(reasons).not.toContain('bug')
    })

    it('finds nothing at addresses that are none, and no other method', async () => {
      const reasons: string[] = []
      const visitor = await visitPlatform(platform, (reason) => reasons.push(reason))
      const wrong = ['/%ff', '/%00', '/..%2f..%2f_control/clock', `${path}/`, `${path}%20`, '/v1/users/%ff/tracks', '/api/production/.json']

      for (const address of wrong) expect([address, isRefusal(await visitor.call(address))]).toEqual([address, true])
      expect((await visitor.call(path, { method: 'PATCH' })).status).toBe(405)
      expect(reasons).not.toContain('bug')
    })
  },
)
