import type { StagedoorClient } from '../../stagedoor-client.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import { requestObject } from '../request-object.ts'

/** Calls the API of Auphonic below `/api/`, once, and takes the answer out of its envelope. Everything that goes wrong is thrown. */
export function createApiCall(client: Pick<StagedoorClient, 'platform' | 'fetch'>): (path: string, init?: RequestInit) => Promise<unknown> {
  return async (path, init) => {
    const url = `${client.platform.issuer}/api/${path.replace(/^\/(?:api\/)?/, '')}`
    const { pathname } = new URL(url)
    const { data, error_code: code } = await requestObject(() => client.fetch(url, init), `Auphonic's ${pathname}`)
    // An envelope may say no inside an answer that says 200.
    if (code) throw new StagedoorError('request_refused', { message: `Refused by Auphonic's ${pathname}.` })
    if (data === undefined) throw new StagedoorError('invalid_response')
    return data
  }
}
