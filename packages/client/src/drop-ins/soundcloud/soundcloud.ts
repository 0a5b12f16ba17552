import { soundcloud } from '@stagedoor/platforms/client'
import { type ClientContext, createContext } from '../../client-context.ts'
import type { RuntimeOptions } from '../../client-options.ts'
import type { JsonObject } from '../../json-object.ts'
import { clientSecrets } from '../../parts/client-secrets.ts'
import { revoke } from '../../requests/revoke.ts'
import { createAppToken } from './app-token.ts'
import { beginSignIn, type SoundcloudSignIn } from './begin-sign-in.ts'
import { redeemCode, redeemReply, type SoundcloudReply } from './redeem-reply.ts'
import { refreshSoundcloudToken } from './refresh-token.ts'
import { connectSoundcloud, type SaveSoundcloudToken, type SoundcloudConnection } from './soundcloud-connection.ts'
import type { SoundcloudToken } from './soundcloud-token.ts'

/** What the platform's documentation does not know of. */
export type SoundcloudOptions = Pick<RuntimeOptions, 'baseUrl' | 'fetch' | 'clock' | 'random'>

/**
 * SoundCloud for the backend of an app: it holds the client secret, and no person's tokens.
 *
 * Everything that fails rejects with a `StagedoorError`, in which there is no token; nothing is printed.
 */
export class Soundcloud {
  readonly #context: ClientContext
  readonly #codeVerifier: string | undefined
  readonly #appToken: () => Promise<SoundcloudToken>

  /**
   * @param pkceCodeVerifier - One verifier for everybody, as the platform's documentation has it. It protects nobody: leave it out, and let
   * `authorize.url()` draw one for each sign-in.
   * @throws {@link StagedoorError} `configuration`: in a browser, without a client id, or with a relative redirect URI.
   */
  constructor(clientId: string, clientSecret: string, redirectUri: string, pkceCodeVerifier?: string, options: SoundcloudOptions = {}) {
    this.#context = createContext({
      ...options,
      platform: soundcloud,
      with: [clientSecrets],
      clientId,
      clientSecret,
      redirectUri,
      storage: 'memory',
      page: null,
    })
    this.#codeVerifier = pkceCodeVerifier
    this.#appToken = createAppToken(this.#context)
  }

  readonly authorize: {
    /** Begins a sign-in: send the person to `url`, and keep the rest for `token.getToken()`. A `state` of your own has to be beyond guessing. */
    url(options?: { readonly state?: string }): SoundcloudSignIn & { readonly url: string }
  } = {
    url: ({ state } = {}) => beginSignIn(this.#context, state),
  }

  readonly token: {
    /**
     * Exchanges what came back for tokens.
     *
     * @param reply - `req.query`. A code alone is the documented way: it needs the constructor's verifier, and you compare the state.
     * @param signIn - What `authorize.url()` began for this very person.
     * @throws {@link StagedoorError} `state_mismatch`, `consent_denied`, `code_rejected`, `sign_in_interrupted`, `configuration`, …
     */
    getToken(reply: string | SoundcloudReply, signIn?: SoundcloudSignIn): Promise<SoundcloudToken>
    /** Exchanges a refresh token, which works once. @throws {@link StagedoorError} `session_ended`, `refresh_uncertain`, … */
    refreshToken(refreshToken: string): Promise<SoundcloudToken>
    /** Gets a token of the app's own, for what is public; the same one while it lasts. @throws {@link StagedoorError} `rate_limited`, … */
    clientCredentials(): Promise<SoundcloudToken>
    /** Signs out at the platform. Tells whether it agreed; never rejects. */
    signOut(accessToken: string): Promise<{ readonly revoked: boolean }>
  } = {
    getToken: (reply, signIn) => {
      // A code with a sign-in has no state to compare: refused there.
      if (typeof reply === 'string' && signIn === undefined) return redeemCode(this.#context, reply, this.#codeVerifier)
      return redeemReply(this.#context, typeof reply === 'string' ? { code: reply } : reply, signIn)
    },
    refreshToken: (refreshToken) => refreshSoundcloudToken(this.#context, refreshToken),
    clientCredentials: () => this.#appToken(),
    signOut: async (accessToken) => ({
      revoked: await revoke(this.#context, { kind: 'live', signIn: '', rotation: 0, scope: [], accessToken }),
    }),
  }

  readonly me: {
    /** Asks who it is. @throws {@link StagedoorError} `session_ended`: the token is over; see {@link Soundcloud.connect}. */
    me(accessToken: string): Promise<JsonObject>
  } = {
    me: (accessToken) => connectSoundcloud(this.#context, { access_token: accessToken }).me(),
  }

  /**
   * Takes a person's stored tokens up again, and refreshes them when they are over: nobody has to sign in again after an hour.
   *
   * @param save - Replaces the stored tokens: the old refresh token is spent.
   */
  connect(token: Pick<SoundcloudToken, 'access_token' | 'refresh_token'>, save?: SaveSoundcloudToken): SoundcloudConnection {
    return connectSoundcloud(this.#context, token, save)
  }
}
