import { requestProof } from '../../parts/signed-profiles.ts'
import { configurationError, StagedoorError } from '../../stagedoor-error.ts'
import { decideScope } from '../audius/decide-scope.ts'
import { askAudius, type Heard } from './ask-audius.ts'
import { createLogin, REPLACED } from './legacy-login.ts'
import type {
  ButtonTarget,
  LegacyLoginOptions,
  LegacySdk,
  LegacySdkConfig,
  LoginCallbacks,
  LoginErrorCallback,
  LoginSuccessCallback,
} from './legacy-sdk.ts'
import { type ButtonOptions, replaceWithButton } from './login-button.ts'

/**
 * Makes an app's sign-in with Audius as it was before 2026, by the names of `@audius/sdk` up to 14.0. Touches neither storage nor network.
 *
 * @throws {@link StagedoorError} `configuration`: neither `apiKey` nor `appName`, or an address that is none.
 */
export function sdk(config: LegacySdkConfig): LegacySdk {
  const { context } = askAudius(config)
  let callbacks: LoginCallbacks | undefined

  /** Tells one callback, once. What the success callback throws is the app's own. */
  const tell = async (begin: () => Promise<Heard | undefined>): Promise<void> => {
    if (!callbacks) throw configurationError('Call init() first.')
    const { successCallback, errorCallback } = callbacks
    return begin().then(
      (heard) => heard && successCallback(heard.profile, heard.jwt),
      (error: unknown) => {
        if (!(error instanceof StagedoorError)) throw error
        if (error.cause === REPLACED) return
        const told = error.cause instanceof StagedoorError ? error.cause : error
        if (!errorCallback) throw told
        errorCallback(told.message, told)
      },
    )
  }

  const signIn = createLogin(config)
  const login = (options: LegacyLoginOptions = {}): Promise<void> => tell(() => signIn(options))

  return {
    oauth: {
      init(success: LoginSuccessCallback | LoginCallbacks, errorCallback?: LoginErrorCallback) {
        callbacks = typeof success === 'function' ? { successCallback: success, errorCallback } : success
      },
      login,
      handleRedirect: (url) =>
        tell(() => {
          const { client, hear } = askAudius(config)
          return hear(client.handleCallback(url))
        }),
      renderButton(target: Element | null | ButtonTarget, options?: ButtonOptions) {
        const given: ButtonTarget = target && 'element' in target ? target : { element: target, buttonOptions: options }
        return replaceWithButton(given.element, given.buttonOptions, () => void login({ scope: given.scope }))
      },
      async verifyToken(token) {
        const asking = askAudius(config)
        const heard = await asking.hear(requestProof(asking.context, token))
        if (!heard) throw new StagedoorError('invalid_response')
        return { data: heard.profile }
      },
      async isWriteAccessGranted({ userId, apiKey = config.apiKey }) {
        decideScope('write', apiKey)
        const response = await context.fetch(new URL(`${encodeURIComponent(userId)}/authorized_apps`, context.platform.endpoints.userinfo))
        if (!response.ok) throw new StagedoorError('provider_unavailable')
        const { data }: { readonly data: readonly { readonly address: string }[] } = await response.json()
        return data.some(({ address }) => address.toLowerCase() === `0x${apiKey}`.toLowerCase())
      },
      getCsrfToken() {
        const pending = context.pendingStorage.keys(`${context.namespace}/pending/`)
        return Array.isArray(pending) ? (pending.at(-1)?.split('/').at(-1) ?? null) : null
      },
    },
  }
}
