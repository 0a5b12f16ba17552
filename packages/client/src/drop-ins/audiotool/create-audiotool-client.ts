import { rebasePlatform } from '@stagedoor/platforms'
import { audiotool } from '@stagedoor/platforms/client'
import { isPlatformUrl } from '../../requests/is-platform-url.ts'
import { type AudiotoolClient, assembleClient } from './audiotool-client.ts'
import type { AuthProvider } from './auth-provider.ts'
import { createCall } from './create-call.ts'
import { createPATAuth } from './create-pat-auth.ts'
import type { AudiotoolTransport, WasmLoader } from './node-parts.ts'

/** What a client without a browser is made of. */
export interface AudiotoolClientOptions {
  /** A personal access token (`at_pat_…`), or anything with `getToken()`. */
  readonly auth: string | AuthProvider
  readonly transport?: AudiotoolTransport
  /** Taken for the platform's sake: only documents need it. */
  readonly wasm?: WasmLoader
}

/**
 * Makes a client from credentials that are there already.
 *
 * @throws {@link StagedoorError} `configuration`: an empty personal access token.
 */
export async function createAudiotoolClient({ auth: given, transport = {} }: AudiotoolClientOptions): Promise<AudiotoolClient> {
  const auth = typeof given === 'string' ? createPATAuth(given) : given
  const platform = transport.baseUrl === undefined ? audiotool : rebasePlatform(audiotool, transport.baseUrl)
  const fetch: typeof globalThis.fetch = transport.fetch ?? ((input, init) => globalThis.fetch(input, init))
  const authorizedFetch: typeof globalThis.fetch = async (input, init = {}) => {
    const request = input instanceof Request ? input : undefined
    // One reading of the URL, for the check and for the request.
    const url = request?.url ?? new URL(String(input), platform.issuer).href
    const headers = new Headers(init.headers ?? request?.headers)
    if (headers.has('authorization') || !isPlatformUrl(url, platform)) return fetch(request ?? url, init)
    headers.set('authorization', await auth.getToken())
    return fetch(request ?? url, { redirect: 'error', ...init, headers })
  }
  return assembleClient({ call: createCall(authorizedFetch, platform), auth, fetch, authorizedFetch })
}
