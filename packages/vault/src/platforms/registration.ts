import type { ClientPlatform } from '@stagedoor/platforms'
import { rebasePlatform } from '@stagedoor/platforms'

/** How your app is registered at a platform. */
export interface PlatformOptions {
  /** Not needed where people bring credentials of their own, and nobody signs in. */
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  /** Exactly as registered: where your callback handler is. Not needed where nobody signs in. */
  readonly redirectUri?: string | undefined
  /** Scope tokens; default: the platform's. */
  readonly scope?: string | readonly string[]
  /** Where the platform runs when it is not the real one: `http://127.0.0.1:4700/soundcloud`. */
  readonly baseUrl?: string | undefined
  /** Another name in this vault, for a second registration at one platform. */
  readonly id?: string
}

/** A platform as the vault takes it: see {@link registration}. */
export interface RegisteredPlatform {
  readonly platform: ClientPlatform
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
  readonly redirectUri: string | undefined
  readonly scope: string | readonly string[] | undefined
  /** Refresh tokens lapse so long after they were given, if nobody uses them. `null`: nobody knows. */
  readonly refreshTokenLifetimeSeconds: number | null
  /** How long a platform repeats the answer to a refresh whose reply was lost; 0: any second use may end the session. */
  readonly retryWindowSeconds: number
}

/** Of a platform that says no more than that it has a window. */
const USUAL_WINDOW_SECONDS = 30

/** Registers your app at any platform: one that is described, one that was discovered, one of your own. */
export function registration(options: PlatformOptions & { readonly platform: ClientPlatform }): RegisteredPlatform {
  const { clientId, clientSecret, redirectUri, scope, baseUrl, id } = options
  const platform = baseUrl === undefined ? options.platform : rebasePlatform(options.platform, baseUrl)
  const rules: object & { readonly rotation?: 'grace' | 'strict' } = platform.tokens.refreshToken ?? {}
  return {
    platform: id === undefined ? platform : { ...platform, id },
    clientId,
    clientSecret,
    redirectUri,
    scope,
    // A whole description says it, a client's part of one does not.
    refreshTokenLifetimeSeconds: numberIn(rules, 'lifetimeSeconds'),
    retryWindowSeconds: rules.rotation === 'grace' ? (numberIn(rules, 'retryWindowSeconds') ?? USUAL_WINDOW_SECONDS) : 0,
  }
}

function numberIn(rules: object, name: string): number | null {
  const [, value] = Object.entries(rules).find(([member]) => member === name) ?? []
  return typeof value === 'number' ? value : null
}
