import { assembleClient } from '../../assemble-client.ts'
import { askProfile } from '../../requests/ask-profile.ts'
import { appOptions } from './app-options.ts'
import type { AudiusSdk, AudiusSdkConfig } from './audius-sdk.ts'
import { createSignIn } from './audius-sign-in.ts'
import { createTokenStore, nullWhenSignedOut } from './audius-token-store.ts'
import { readUser } from './audius-user.ts'

/**
 * Makes an app's sign-in with Audius, by the names of `@audius/sdk`. Touches neither storage nor network.
 *
 * @throws {@link StagedoorError} `configuration`: neither `apiKey` nor `appName`, or an address that is none.
 */
export function sdk(config: AudiusSdkConfig): AudiusSdk {
  const settings = appOptions(config)
  const assembled = assembleClient(settings)
  const { client, parts } = assembled
  const tokenStore = createTokenStore(assembled)
  const hasRefreshToken = async (): Promise<boolean> => (await tokenStore.getRefreshToken()) !== null
  return {
    client,
    tokenStore,
    oauth: {
      ...createSignIn(config, settings, assembled),
      // Unknown is not signed out: a network failure ends no session.
      isAuthenticated: async () => (await client.restore()).status !== 'unauthenticated',
      hasRefreshToken,
      async getUser() {
        let text = ''
        await askProfile(parts.context, async (url, init) => {
          const response = await client.fetch(url, init)
          text = await response.clone().text()
          return response
        })
        return readUser(text)
      },
      async refreshAccessToken() {
        if (!(await hasRefreshToken())) return null
        return client.refresh().then(client.getAccessToken).catch(nullWhenSignedOut)
      },
      logout: client.logout,
    },
  }
}
