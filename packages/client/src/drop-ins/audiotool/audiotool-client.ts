import { StagedoorError } from '../../stagedoor-error.ts'
import type { AuthProvider } from './auth-provider.ts'
import type { Call } from './create-call.ts'
import { createServices, type Services } from './services.ts'

/** The platform's API on a person's behalf. Everything that fails rejects with a `StagedoorError`; nothing that fails is returned. */
export interface AudiotoolClient extends Services {
  /** Fetches with the token, if the URL is the platform's own; any other URL is fetched without. */
  readonly authorizedFetch: typeof globalThis.fetch
  /** Calls any other method of any other service: `call('longrunning.v1.OperationService', 'GetOperation', { name })`. */
  readonly call: Call
  /** Fetches without. */
  readonly fetch: typeof globalThis.fetch
  /** For `createAudiotoolClient({ auth })` of `@audiotool/nexus`, which opens documents. */
  readonly auth: AuthProvider
  /** Always rejects with `configuration`: documents are the real SDK's work, with {@link auth}. */
  open(project: string): Promise<never>
}

/** What a client is put together from. */
export interface ClientParts {
  readonly call: Call
  readonly authorizedFetch: typeof globalThis.fetch
  readonly fetch: typeof globalThis.fetch
  readonly auth: AuthProvider
}

/** Puts a client together. */
export function assembleClient(parts: ClientParts): AudiotoolClient {
  return {
    ...createServices(parts.call),
    ...parts,
    open: async () => {
      throw new StagedoorError('configuration', {
        message: 'Open documents with @audiotool/nexus: createAudiotoolClient({ auth: at.auth }).',
      })
    },
  }
}
