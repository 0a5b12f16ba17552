import { parseAuthorizationResponse } from '@stagedoor/protocol'
import { createContext, parseScopeOption } from '../../client-context.ts'
import { createClient } from '../../create-client.ts'
import { parseJson } from '../../json-object.ts'
import { requestProfile } from '../../requests/request-profile.ts'
import type { StagedoorClient } from '../../stagedoor-client.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import { appOptions } from './app-options.ts'
import { createAppPage } from './app-page.ts'
import type { AudiusLoginOptions, AudiusSdk, AudiusSdkConfig } from './audius-sdk.ts'
import { createTokenStore, nullWhenSignedOut } from './audius-token-store.ts'
import { readUser } from './audius-user.ts'

/**
 * Makes an app's sign-in with Audius, by the names of `@audius/sdk`. Touches neither storage nor network.
 *
 * @throws {@link StagedoorError} `configuration`.
 */
export function sdk(config: AudiusSdkConfig): AudiusSdk {
  const page = createAppPage(config)
  const options = appOptions(config, page)
  const context = createContext(options)
  const client = createClient(options)
  const tokenStore = createTokenStore(client, context)
  const hasRefreshToken = async (): Promise<boolean> => (await tokenStore.getRefreshToken()) !== null

  /** By what makes an authorization request of its own. They share one session. */
  const clients = new Map<string, StagedoorClient>()
  const clientFor = (redirectUri: string, defaultResponseMode: 'fragment' | 'query'): StagedoorClient => {
    const key = `${defaultResponseMode} ${redirectUri}`
    const { platform } = options
    const made =
      clients.get(key) ??
      createClient({
        ...options,
        redirectUri,
        platform: { ...platform, authorization: { ...platform.authorization, defaultResponseMode } },
      })
    clients.set(key, made)
    return made
  }
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
        responseMode = 'fragment',
        openUrl,
      }: AudiusLoginOptions = {}) {
        const asked = parseScopeOption(scope)
        if (asked.some((token) => token !== 'read' && token !== 'write')) throw refuse('Scope must be `read` or `write`.')
        const isWrite = asked.includes('write')
        if (isWrite && !config.apiKey) throw refuse("The 'write' scope requires Audius SDK to be initialized with an API key")
        if (!redirectUri) throw refuse('redirectUri is required. Pass it to login() or set it in the SDK config.')

        page.openUrl = openUrl ?? config.services?.openUrl
        elsewhere = page.openUrl && Promise.withResolvers()
        const inPage = elsewhere !== undefined || display === 'fullScreen'
        const login = clientFor(redirectUri, responseMode).login({
          scope: isWrite ? 'write' : 'read',
          ...((inPage || display) && { display: inPage ? 'page' : 'popup' }),
        })
        await Promise.race([login, ...(elsewhere ? [elsewhere.promise] : [])])
        await client.restore()
      },
      hasRedirectResult: (url = page.url()) => parseAuthorizationResponse(url)?.state?.startsWith(context.stateTag) === true,
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
        await requestProfile(context, async (url, init) => {
          const response = await client.fetch(url, init)
          text = await response.clone().text()
          return response
        })
        return readUser(parseJson(text))
      },
      async refreshAccessToken() {
        if (!(await hasRefreshToken())) return null
        return client.refresh().then(client.getAccessToken).catch(nullWhenSignedOut)
      },
      logout: client.logout,
    },
  }
}

function refuse(message: string): StagedoorError {
  return new StagedoorError('configuration', { message })
}
