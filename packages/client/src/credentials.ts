import type { ClientPlatform } from '@stagedoor/platforms'
import type { ClientContext } from './client-context.ts'
import { memoryStorage } from './runtime/memory-storage.ts'
import type { LiveSession } from './session/stored-session.ts'
import { configurationError } from './stagedoor-error.ts'

/** What follows `Authorization:`, in its two parts. */
interface RevealedCredentials {
  readonly scheme: string
  readonly secret: string
}

/** What a person made for scripts of their own, instead of signing in. It shows nothing of itself when printed. */
export interface Credentials {
  /**
   * Tells the `Authorization` scheme and what follows it.
   *
   * @throws {@link StagedoorError} `configuration`: the platform does not take such credentials.
   */
  readonly reveal: (platform: ClientPlatform) => RevealedCredentials
  /** Changes what a client is made of, so that it has them from the start. */
  readonly adapt: (context: ClientContext) => Partial<ClientContext>
}

/**
 * A token that a person made on the platform's own pages: `at_pat_…` (Audiotool), an API key (Auphonic).
 *
 * @throws {@link StagedoorError} `configuration`: the text cannot be a token, for example because of a line break at its end.
 */
export function personalToken(token: string): Credentials {
  if (!/^[!-~]+$/.test(token)) throw configurationError('A token is one word of visible ASCII characters.')
  return createCredentials(({ name, resources }) => {
    if (!resources.personalToken) throw configurationError(`${name} has no tokens that people make for themselves.`)
    return { scheme: resources.authorizationSchemes[0], secret: token }
  })
}

/** What Auphonic calls a {@link personalToken}. */
export function apiKey(key: string): Credentials {
  return personalToken(key)
}

/**
 * A person's user name and password with every request (RFC 7617), for their own scripts only.
 *
 * There is no access token then: `getAccessToken()` rejects with `configuration`.
 *
 * @throws {@link StagedoorError} `configuration`: a colon in the user name, which this scheme cannot express.
 */
export function basic(username: string, password: string): Credentials {
  if (username.includes(':')) throw configurationError('A user name with a colon does not fit HTTP Basic.')
  return createCredentials(({ name, resources }) => {
    if (!resources.basic) throw configurationError(`${name} takes no passwords.`)
    const bytes = new TextEncoder().encode(`${username}:${password}`)
    return { scheme: 'Basic', secret: btoa(String.fromCharCode(...bytes)) }
  })
}

/** Makes credentials. Their session is there from the start and never refreshed. They are their owner's to keep: in no storage that lasts. */
export function createCredentials(reveal: Credentials['reveal']): Credentials {
  return {
    reveal,
    adapt({ platform, namespace }) {
      const { scheme, secret } = reveal(platform)
      const storage = memoryStorage()
      const session: LiveSession = { kind: 'live', signIn: '', rotation: 0, accessToken: secret, scope: [] }
      void storage.replace(`${namespace}/session`, null, JSON.stringify(session))
      return { scheme, storage, pendingStorage: storage }
    },
  }
}
