import type { ClientOptions } from './client-options.ts'
import type { StagedoorClient } from './stagedoor-client.ts'
import { StagedoorError } from './stagedoor-error.ts'

/** Makes a client; does nothing yet. */
export function createClient(options: ClientOptions): StagedoorClient {
  throw new StagedoorError('configuration', { message: `The client for ${options.platform.name} is not built yet.` })
}
