import { createCliClient } from '@stagedoor/client/cli'
import { audiotool, audius, auphonic, type PlatformDescription, soundcloud, standard } from '@stagedoor/platforms'
import { startPlatform } from '@stagedoor/testing'
import { describe, expect, it } from 'vitest'
import { findPort } from '../../tools/find-port.ts'

/** Goes where a browser would, with the cookie of somebody who has allowed it all. */
async function visit(url: string, cookie: string): Promise<void> {
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
  await fetch(answer.headers.get('location') ?? '')
}

describe('a program at a terminal, with every platform', () => {
  it.each([standard, audiotool, audius, soundcloud, auphonic].map((platform) => [platform.name, platform] as const))(
    '[row: terminal/every platform] signs in to %s by loopback, on a registered port, and knows who it is',
    async (_, description: PlatformDescription) => {
      const redirectUri = `http://127.0.0.1:${await findPort()}/callback`
      const [authenticationMethod = 'none'] = description.client.authenticationMethods
      const isPublic = description.client.authenticationMethods.includes('none')
      await using platform = await startPlatform(description, {
        clients: [{ redirect_uris: [redirectUri], token_endpoint_auth_method: isPublic ? 'none' : authenticationMethod }],
      })
      const { id, secret, scope } = platform.client
      const cookie = await platform.control.openSession('mira', { approve: [{ clientId: id, scope: scope.join(' ') }] })
      const visits: Promise<void>[] = []
      const client = createCliClient({
        program: 'stagedoor-test',
        platform: description,
        baseUrl: platform.url,
        clientId: id,
        scope,
        ...(secret !== undefined && { clientSecret: secret }),
        redirectUri,
        storage: 'memory',
        terminal: {
          hasBrowser: true,
          isInteractive: false,
          say: () => undefined,
          ask: async () => '',
          openBrowser: async (url) => {
            visits.push(visit(url, cookie))
            return true
          },
        },
      })

      const session = await client.login()
      await Promise.all(visits)

      expect(session.status).toBe('authenticated')
      expect((await client.getProfile()).username).toBe('mira')
    },
  )
})
