import { auphonic as platform } from '@stagedoor/platforms/client'
import { createClient } from '../../create-client.ts'
import { createServerClient } from '../../create-server-client.ts'
import { basic, personalToken } from '../../credentials.ts'
import { mediaUrl } from '../../media-url.ts'
import { formatQuery } from '../../requests/format-query.ts'
import type { StagedoorClient } from '../../stagedoor-client.ts'
import type { Auphonic, AuphonicApp, ListOptions } from './auphonic-account.ts'
import type { ApiKeyOptions, AppOptions, PasswordOptions, TokenOptions } from './auphonic-options.ts'
import { createApiCall } from './create-api-call.ts'
import { parseList, parseUser } from './parse-records.ts'

/**
 * Opens Auphonic, by any of its ways in. There is no SDK of Auphonic's own to resemble: this is its documentation as functions. For servers
 * and scripts; a browser would show the credentials to everybody.
 *
 * @throws {@link StagedoorError} `configuration`: a secret in a browser, an empty or broken key.
 */
export function auphonic(options: AppOptions): AuphonicApp
export function auphonic(options: ApiKeyOptions | PasswordOptions | TokenOptions): Auphonic
export function auphonic(options: AppOptions | ApiKeyOptions | PasswordOptions | TokenOptions): Auphonic | AuphonicApp {
  if ('clientId' in options) return openApp(options)
  const credentials =
    'username' in options
      ? basic(options.username, options.password)
      : personalToken('apiKey' in options ? options.apiKey : options.accessToken)
  return openAccount(createClient({ ...pickCallOptions(options), platform, credentials, page: null }))
}

function openApp(options: AppOptions): AuphonicApp {
  const client = createServerClient({ ...options, platform })
  return {
    ...openAccount(client),
    authorizeUrl: client.begin,
    async exchange(url, pending) {
      const { returnTo } = await client.finish(url, pending)
      return { accessToken: await client.getAccessToken(), returnTo }
    },
    async loginWithPassword(credentials) {
      await client.loginWithPassword(credentials)
      return { accessToken: await client.getAccessToken() }
    },
  }
}

function openAccount(client: Pick<StagedoorClient, 'platform' | 'fetch' | 'getAccessToken' | 'logout'>): Auphonic {
  const call = createApiCall(client)
  return {
    call,
    user: async () => parseUser(await call('user.json')),
    productions: async (list = {}) => parseList(await call(withPage('productions.json', list))),
    presets: async (list = {}) => parseList(await call(withPage('presets.json', list))),
    fetch: client.fetch,
    mediaUrl: (url) => mediaUrl(client, url),
    logout: client.logout,
  }
}

function withPage(path: string, { limit, offset }: ListOptions): string {
  const query = String(formatQuery({ limit: limit?.toString(), offset: offset?.toString() }))
  return query === '' ? path : `${path}?${query}`
}

/** Without the credentials, which are nobody else's business from here on. */
function pickCallOptions({ baseUrl, fetch, clock, random }: ApiKeyOptions | PasswordOptions | TokenOptions): Omit<ApiKeyOptions, 'apiKey'> {
  return { ...(baseUrl && { baseUrl }), ...(fetch && { fetch }), ...(clock && { clock }), ...(random && { random }) }
}
