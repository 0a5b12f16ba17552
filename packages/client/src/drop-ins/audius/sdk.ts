import { parseAuthorizationResponse } from '@stagedoor/protocol'
import { assembleClient } from '../../assemble-client.ts'
import { requestProfile } from '../../requests/request-profile.ts'
import { appOptions } from './app-options.ts'
import type { AudiusLoginOptions, AudiusSdk, AudiusSdkConfig } from './audius-sdk.ts'
import { createTokenStore, nullWhenSignedOut } from './audius-token-store.ts'
import { readUser } from './audius-user.ts'
import { decideScope } from './decide-scope.ts'
import { pageLeftBy } from './page-left-by.ts'

/**
 * Makes an app's sign-in with Audius, by the names of `@audius/sdk`. Touches neither storage nor network.
 *
 * @throws {@link StagedoorError} `configuration`: neither `apiKey` nor `appName`, or an address that is none.
 */
export function sdk(config: AudiusSdkConfig): AudiusSdk {
  const options = appOptions(config)
  const assembled = assembleClient(options)
  const {
    client,
    parts: { context },
  } = assembled
  const tokenStore = createTokenStore(assembled)
  const hasRefreshToken = async (): Promise<boolean> => (await tokenStore.getRefreshToken()) !== null
  /** The login whose reply will be told to `handleRedirect(url)`. */
  let elsewhere: PromiseWithResolvers<void> | undefined

  return {
    client,
    tokenStore,
    oauth: {
      async login({
        scope = 'read',
        redirectUri = config.redirectUri,
        display,
        responseMode,
        openUrl = config.services?.openUrl,
      }: AudiusLoginOptions = {}) {
        const asked = decideScope(scope, config.apiKey)
        elsewhere = openUrl && Promise.withResolvers()
        const inPage = openUrl !== undefined || display === 'fullScreen'
        const { platform } = options
        // Another client for another way; they have one session.
        const asking = assembleClient({
          ...options,
          ...(responseMode && {
            platform: { ...platform, authorization: { ...platform.authorization, defaultResponseMode: responseMode } },
          }),
          ...(openUrl && { page: pageLeftBy(openUrl, redirectUri ?? 'http://localhost') }),
        }).client
        const started = (openUrl || responseMode ? asking : client).login({
          scope: asked,
          ...(redirectUri && { redirectUri }),
          ...((inPage || display) && { display: inPage ? 'page' : 'popup' }),
        })
        await Promise.race([started, elsewhere?.promise ?? started])
        await client.restore()
      },
      hasRedirectResult: (url = context.page?.url() ?? '') => parseAuthorizationResponse(url)?.state?.startsWith(context.stateTag) === true,
      async handleRedirect(url) {
        try {
          const result = await client.handleCallback(url)
          if (result.outcome !== 'signed_in') return
          elsewhere?.resolve()
          if (result.display === 'popup') context.page?.close()
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
        await requestProfile(context, async (url, init) => {
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
