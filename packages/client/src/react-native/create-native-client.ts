import { assembleClient } from '../assemble-client.ts'
import type { PagePort } from '../ports/page-port.ts'
import { configurationError } from '../stagedoor-error.ts'
import type { NativeClient, NativeClientOptions } from './native-client.ts'
import { nativeLogin } from './native-login.ts'
import { startNative } from './start-native.ts'

/**
 * Makes a client for React Native and Expo. Touches neither storage nor network: call `start()` for that.
 *
 * Needs no WebCrypto: SHA-256 is our own. Random bytes come from `crypto.getRandomValues`, or from `random`.
 *
 * @throws {@link StagedoorError} `configuration`; also where the runtime has no random bytes, or no whole `URL`.
 */
export function createNativeClient(options: NativeClientOptions): NativeClient {
  checkRuntime(options)
  const { browser, linking, appState, isOnline, ...settings } = options
  const page = isOnline === undefined ? null : phonePage(options.baseUrl ?? options.platform.issuer, isOnline)
  const { client, parts } = assembleClient({ ...settings, page, popup: null, channel: null })
  // Taken before they are replaced.
  const { handleCallback, restore } = client
  const signIn = { parts, takeReply: handleCallback, phone: options }
  const acts: Pick<NativeClient, 'login' | 'start'> = {
    async login(loginOptions = {}) {
      await nativeLogin(signIn, loginOptions)
      return parts.keeper.state
    },
    start: () => startNative({ handleCallback, restore }, { linking, ...(appState && { appState }) }),
  }
  return Object.assign(client, acts)
}

/** Says at once what would otherwise fail in the middle of a sign-in. */
function checkRuntime({ random }: NativeClientOptions): void {
  if (random === undefined && typeof globalThis.crypto?.getRandomValues !== 'function') {
    throw configurationError('There are no random bytes here: pass random, as getRandomBytes of expo-crypto.')
  }
  if (typeof URL.canParse !== 'function') {
    throw configurationError("URL is not whole here: import 'react-native-url-polyfill/auto' first.")
  }
}

/** A phone has no page; what is known of one is whether it is online. */
function phonePage(url: string, isOnline: () => boolean): PagePort {
  return {
    url: () => url,
    replaceUrl: () => undefined,
    leave: async () => undefined,
    isSecure: () => true,
    isOnline,
    hasOpener: () => false,
    close: () => undefined,
  }
}
