import { type ClientContext, parseScopeOption } from '../client-context.ts'
import { isPlatformUrl } from '../requests/is-platform-url.ts'
import type { StagedoorClient } from '../stagedoor-client.ts'
import { StagedoorError } from '../stagedoor-error.ts'
import type { PermissionActs, PermissionOptions } from './permission-client.ts'
import { PermissionRequiredError } from './permission-required-error.ts'
import { readMissingScope } from './read-missing-scope.ts'

/** Makes the `fetch` that asks the artist when the platform refuses for want of scope, and carries on. */
export function createFetchWithPermission(
  client: StagedoorClient,
  { platform, page }: Pick<ClientContext, 'platform' | 'page'>,
  { scopeFor, require }: Pick<PermissionOptions, 'scopeFor'> & Pick<PermissionActs, 'require'>,
): StagedoorClient['fetch'] {
  const { fetch } = client

  /** Finds what to ask for; empty when there is nothing to ask. */
  async function findScope(
    response: Response,
    { url, method }: { readonly url: string; readonly method: string },
  ): Promise<readonly string[]> {
    // Another server must not choose what the artist is asked for.
    if (!isPlatformUrl(response.url || url, platform)) return []
    const said = await readMissingScope(response)
    return said?.length === 0 ? parseScopeOption(scopeFor?.({ url, method }) ?? []) : (said ?? [])
  }

  return async (input, init = {}) => {
    const request = input instanceof Request ? input : undefined
    const response = await fetch(input, init)
    // The caller's own token is the caller's to mend.
    if (new Headers(init.headers ?? request?.headers).has('authorization')) return response
    const url = new URL(input instanceof Request ? input.url : input, page?.url() ?? platform.issuer).href
    const scope = await findScope(response, { url, method: init.method ?? request?.method ?? 'GET' })
    if (scope.length === 0) return response
    if (isReadOnce(init.body) || request?.bodyUsed) throw new PermissionRequiredError(scope)
    // Another tab may have been given it meanwhile.
    await client.restore()
    try {
      await require(scope)
    } catch (error) {
      if (!(error instanceof StagedoorError && error.code === 'popup_blocked')) throw error
      throw new PermissionRequiredError(scope, { cause: error })
    }
    await response.body?.cancel()
    return fetch(input, init)
  }
}

function isReadOnce(body: BodyInit | null | undefined): boolean {
  return typeof body === 'object' && body !== null && ('getReader' in body || Symbol.asyncIterator in body)
}
