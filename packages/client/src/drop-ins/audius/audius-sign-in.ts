import { findAuthorizationResponse } from '@stagedoor/protocol'
import { type AssembledClient, assembleClient } from '../../assemble-client.ts'
import type { ClientSettings } from '../../client-options.ts'
import type { AudiusOAuth, AudiusSdkConfig } from './audius-sdk.ts'
import { decideScope } from './decide-scope.ts'
import { pageLeftBy } from './page-left-by.ts'

/** Makes the part of the original's `oauth` that signs in. */
export function createSignIn(
  config: AudiusSdkConfig,
  settings: ClientSettings,
  { client, parts: { context } }: AssembledClient,
): Pick<AudiusOAuth, 'login' | 'hasRedirectResult' | 'handleRedirect'> {
  /** The login whose reply will be told to `handleRedirect(url)`. */
  let elsewhere: PromiseWithResolvers<void> | undefined

  return {
    async login({ scope = 'read', redirectUri = config.redirectUri, display, responseMode, openUrl = config.services?.openUrl } = {}) {
      const asked = decideScope(scope, config.apiKey)
      elsewhere = openUrl && Promise.withResolvers()
      const way = openUrl || display === 'fullScreen' ? 'page' : display
      const { platform } = settings
      // Another client for another way; they have one session.
      const asking =
        openUrl || responseMode
          ? assembleClient({
              ...settings,
              ...(openUrl && { page: pageLeftBy(openUrl, redirectUri ?? 'http://localhost') }),
              platform: { ...platform, authorization: { ...platform.authorization, sentResponseMode: responseMode ?? 'fragment' } },
            }).client
          : client
      const started = asking.login({
        scope: asked,
        ...(redirectUri && { redirectUri }),
        ...(way && { display: way }),
      })
      await Promise.race([started, elsewhere?.promise ?? started])
      await client.restore()
    },
    hasRedirectResult: (url = context.page?.url() ?? '') =>
      findAuthorizationResponse(url)?.response.state?.startsWith(context.stateTag) === true,
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
  }
}
