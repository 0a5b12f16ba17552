import { audiotool } from '@stagedoor/platforms/client'
import { assembleClient as assembleCore } from '../../assemble-client.ts'
import { createCredentials } from '../../credentials.ts'
import { createFetchWithToken } from '../../requests/fetch-with-token.ts'
import type { LiveSession } from '../../session/stored-session.ts'
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
 * @throws {@link StagedoorError} `configuration`: a personal access token that cannot be one.
 */
export async function createAudiotoolClient({ auth: given, transport }: AudiotoolClientOptions): Promise<AudiotoolClient> {
  const auth = typeof given === 'string' ? createPATAuth(given) : given
  // The provider is asked each time; what the core would keep stays empty.
  const credentials = createCredentials(() => ({ scheme: 'Bearer', secret: '' }))
  const { context, keeper } = assembleCore({ ...transport, platform: audiotool, credentials, page: null }).parts
  const current = async (): Promise<LiveSession> => {
    const accessToken = (await auth.getToken()).replace(/^bearer /i, '')
    return { kind: 'live', signIn: '', rotation: 0, accessToken, scope: [] }
  }
  const authorizedFetch = createFetchWithToken(context, keeper, { current, refresh: current })
  return assembleClient({ call: createCall(authorizedFetch, context.platform), auth, fetch: context.fetch, authorizedFetch })
}
