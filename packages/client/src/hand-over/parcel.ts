import type { ClientContext } from '../client-context.ts'
import { parseJsonObject } from '../json-object.ts'
import type { LiveSession } from '../session/stored-session.ts'
import { type HandedSession, parseHandedSession } from './hand-over-message.ts'

/** Tokens on their way to the server. While there is a parcel, the session beside it has no refresh token: nobody here can spend it. */
export interface Parcel {
  /** Random: the server takes one parcel once. */
  readonly id: string
  /** Of the session it was made of. */
  readonly signIn: string
  readonly session: HandedSession
  /** The server has them; what is left is to tidy up here. */
  readonly isAccepted?: boolean
}

/** The one parcel of a client, in its storage. */
export interface ParcelShelf {
  find(): Promise<Parcel | undefined>
  put(parcel: Parcel | undefined): Promise<void>
}

/** Opens the shelf. Only who holds the refresh lock may touch it. */
export function openShelf({ storage, namespace }: Pick<ClientContext, 'storage' | 'namespace'>): ParcelShelf {
  const key = `${namespace}/hand-over`
  return {
    find: async () => parseParcel(await storage.read(key)),
    async put(parcel) {
      const text = parcel === undefined ? null : JSON.stringify(parcel)
      while (!(await storage.replace(key, await storage.read(key), text)));
    },
  }
}

/** Takes out of a session what is handed over. */
export function packSession(
  id: string,
  { signIn, accessToken, refreshToken, scope, expiresAt, refreshAt, uncertain }: LiveSession,
): Parcel {
  return {
    id,
    signIn,
    session: {
      accessToken,
      scope,
      ...(refreshToken !== undefined && { refreshToken }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(refreshAt !== undefined && { refreshAt }),
      ...(uncertain !== undefined && { uncertain }),
    },
  }
}

/** What a session is while its refresh token is away. */
export function withoutRefreshToken({ refreshToken: _token, refreshAt: _at, ...session }: LiveSession): LiveSession {
  return session
}

function parseParcel(text: string | null): Parcel | undefined {
  const kept = parseJsonObject(text)
  const session = parseHandedSession(kept?.['session'])
  const { id, signIn } = kept ?? {}
  if (typeof id !== 'string' || typeof signIn !== 'string' || session === undefined) return undefined
  return { id, signIn, session, isAccepted: kept?.['isAccepted'] === true }
}
