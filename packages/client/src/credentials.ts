import type { ClientPlatform } from '@stagedoor/platforms'
import { StagedoorError } from './stagedoor-error.ts'

/** What a person made for scripts of their own, instead of signing in. It shows nothing of itself when printed. */
export interface Credentials {
  /**
   * Tells the `Authorization` scheme and what follows it.
   *
   * @throws {@link StagedoorError} `configuration`: the platform does not take such credentials.
   */
  readonly reveal: (platform: ClientPlatform) => { readonly scheme: string; readonly secret: string }
}

/**
 * A token that a person made on the platform's own pages: `at_pat_…` (Audiotool), an API key (Auphonic).
 *
 * @throws {@link StagedoorError} `configuration`: the text cannot be a token, for example because of a line break at its end.
 */
export function personalToken(token: string): Credentials {
  if (!/^[!-~]+$/.test(token)) throw refuse('A token is one word of visible ASCII characters.')
  return {
    reveal({ name, resources }) {
      if (resources.personalToken === null) throw refuse(`${name} has no tokens that people make for themselves.`)
      return { scheme: resources.authorizationSchemes[0], secret: token }
    },
  }
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
  if (username.includes(':')) throw refuse('A user name with a colon does not fit HTTP Basic.')
  return {
    reveal({ name, resources }) {
      if (!resources.basic) throw refuse(`${name} takes no passwords.`)
      const bytes = new TextEncoder().encode(`${username}:${password}`)
      return { scheme: 'Basic', secret: btoa(String.fromCharCode(...bytes)) }
    },
  }
}

function refuse(message: string): StagedoorError {
  return new StagedoorError('configuration', { message })
}
