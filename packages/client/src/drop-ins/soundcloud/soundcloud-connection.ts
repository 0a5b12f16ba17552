import type { ClientContext } from '../../client-context.ts'
import type { JsonObject } from '../../json-object.ts'
import { createFetchWithToken } from '../../requests/fetch-with-token.ts'
import { createSessionKeeper } from '../../session/session-keeper.ts'
import type { LiveSession } from '../../session/stored-session.ts'
import { StagedoorError } from '../../stagedoor-error.ts'
import { requestObject } from '../request-object.ts'
import { refreshSoundcloudToken } from './refresh-token.ts'
import type { SoundcloudToken } from './soundcloud-token.ts'

/** The platform on behalf of one person. */
export interface SoundcloudConnection {
  /** Asks who it is; the platform's own members. */
  me(): Promise<JsonObject>
  /** Fetches with the person's token, if the URL is the platform's own; any other URL is fetched without. Refreshes once on a 401. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
}

/** Called with new tokens, which replace the stored ones; awaited before they are used. */
export type SaveSoundcloudToken = (token: SoundcloudToken) => void | Promise<void>

/** Takes a person's stored tokens up again. */
export function connectSoundcloud(
  context: ClientContext,
  stored: Pick<SoundcloudToken, 'access_token' | 'refresh_token'>,
  save: SaveSoundcloudToken = () => undefined,
): SoundcloudConnection {
  let token = stored
  let running: Promise<void> | undefined
  const current = async (): Promise<LiveSession> => {
    const { access_token: accessToken, refresh_token: refreshToken } = token
    if (!accessToken) throw new StagedoorError('not_signed_in')
    return { kind: 'live', signIn: '', rotation: 0, scope: [], accessToken, ...(refreshToken && { refreshToken }) }
  }
  const renew = async (): Promise<void> => {
    const next = await refreshSoundcloudToken(context, token.refresh_token ?? '')
    await save(next)
    token = next
  }
  const fetch = createFetchWithToken(
    context,
    createSessionKeeper(context, () => undefined),
    {
      current,
      async refresh(stale) {
        if (stale === token.access_token) {
          running ??= renew().finally(() => {
            running = undefined
          })
          await running
        }
        return current()
      },
    },
  )
  const { userinfo } = context.platform.endpoints
  return { fetch, me: () => requestObject(() => fetch(userinfo, { headers: { accept: 'application/json' }, cache: 'no-store' }), userinfo) }
}
