import { parseAuthorizationResponse } from '@stagedoor/protocol'
import { assembleClient } from '../../assemble-client.ts'
import { parseScopeOption } from '../../client-context.ts'
import { requestProfile } from '../../requests/request-profile.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import { appOptions } from './app-options.ts'
import { createAppPage } from './app-page.ts'
import type { AudiusLoginOptions, AudiusSdk, AudiusSdkConfig } from './audius-sdk.ts'
import { createTokenStore, nullWhenSignedOut } from './audius-token-store.ts'
import { readUser } from './audius-user.ts'

/**
 * Makes an app's sign-in with Audius, by the names of `@audius/sdk`. Touches neither storage nor network.
 *
 * @throws {@link StagedoorError} `configuration`: neither `apiKey` nor `appName`, or an address that is none.
 */
export function sdk(config: AudiusSdkConfig): AudiusSdk {
  const page = createAppPage(config)
  const options = appOptions(config, page)
  const assembled = assembleClient(options)
  const { client, parts } = assembled
  const tokenStore = createTokenStore(assembled)
  const hasRefreshToken = async (): Promise<boolean> => (await tokenStore.getRefreshToken()) !== null
  /** The login whose reply will be told to `handleRedirect(url)`. */
  let elsewhere: PromiseWithResolvers<void> | undefined

  return {
    client,
    tokenStore,
    oauth: {
      async login({ scope = 'read', redirectUri, display, responseMode, openUrl = config.services?.openUrl }: AudiusLoginOptions = {}) {
        const asked = parseScopeOption(scope)
        const isWrite = asked.includes('write')
        if (isWrite ? !config.apiKey : asked.some((token) => token !== 'read')) {
          throw new StagedoorError('configuration', { message: 'The scope is read, or write with an apiKey.' })
        }
        page.openUrl = openUrl
        elsewhere = openUrl && Promise.withResolvers()
        const inPage = elsewhere !== undefined || display === 'fullScreen'
        const { platform } = options
        const authorization = { ...platform.authorization, ...(responseMode && { defaultResponseMode: responseMode }) }
        // Another client for another kind of reply; both have one session.
        const asking = responseMode ? assembleClient({ ...options, platform: { ...platform, authorization } }).client : client
        const started = asking.login({
          scope: isWrite ? 'write' : 'read',
          ...(redirectUri && { redirectUri }),
          ...((inPage || display) && { display: inPage ? 'page' : 'popup' }),
        })
        await Promise.race([started, elsewhere?.promise ?? started])
        await client.restore()
      },
      hasRedirectResult: (url = page.url()) => parseAuthorizationResponse(url)?.state?.startsWith(parts.context.stateTag) === true,
      async handleRedirect(url) {
        try {
          const result = await client.handleCallback(url)
          if (result.outcome !== 'signed_in') return
          elsewhere?.resolve()
          if (result.display === 'popup') page.close()
        } catch (error) {
          elsewhere?.reject(error)
          throw error
        }
      },
      // Unknown is not signed out: a network failure ends no session.
      isAuthenticated: async () => (await client.restore()).status !== 'unauthenticated',
      hasRefreshToken,
      async getUser() {
        let text = ''
        await requestProfile(parts.context, async (url, init) => {
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
