import { isJsonObject, parseJson } from '../json-object.ts'
import type { LiveSession } from '../session/stored-session.ts'

/** What a page asks the app's own server: JSON, in one POST. snake_case is the wire's. */
export type HandOverMessage =
  /** A sign-in came back: redeem it. The same code twice is one sign-in. */
  | {
      readonly kind: 'code'
      readonly code: string
      readonly code_verifier: string
      readonly redirect_uri: string
      readonly scope: readonly string[]
      /** Asks for more than the session has, which has to stay the same person's. */
      readonly extends: boolean
    }
  /** Take these over. The same parcel twice is one hand-over. */
  | { readonly kind: 'tokens'; readonly id: string; readonly session: HandedSession }
  | { readonly kind: 'session' }
  | { readonly kind: 'profile' }
  | { readonly kind: 'logout' }

/** What is handed over of a session. */
export type HandedSession = Pick<LiveSession, 'accessToken' | 'refreshToken' | 'scope' | 'expiresAt' | 'refreshAt' | 'uncertain'>

/** Reads a message; `undefined` when it is none. */
export function parseHandOverMessage(text: string): HandOverMessage | undefined {
  const message = parseJson(text)
  if (!isJsonObject(message)) return undefined
  const { kind, id, code, code_verifier, redirect_uri } = message
  if (kind === 'session' || kind === 'profile' || kind === 'logout') return { kind }
  if (kind === 'tokens') {
    const session = parseHandedSession(message['session'])
    return typeof id === 'string' && isShort(id) && session !== undefined ? { kind, id, session } : undefined
  }
  const scope = parseScope(message['scope'])
  if (kind !== 'code' || typeof code !== 'string' || typeof code_verifier !== 'string') return undefined
  if (typeof redirect_uri !== 'string' || scope === undefined) return undefined
  return { kind, code, code_verifier, redirect_uri, scope, extends: message['extends'] === true }
}

/** Reads the tokens of a parcel, from the wire or from a storage. */
export function parseHandedSession(value: unknown): HandedSession | undefined {
  if (!isJsonObject(value)) return undefined
  const { accessToken, refreshToken, expiresAt, refreshAt, uncertain } = value
  const scope = parseScope(value['scope'])
  if (typeof accessToken !== 'string' || accessToken === '' || scope === undefined) return undefined
  return {
    accessToken,
    scope,
    ...(typeof refreshToken === 'string' && { refreshToken }),
    ...(typeof expiresAt === 'number' && { expiresAt }),
    ...(typeof refreshAt === 'number' && { refreshAt }),
    ...(uncertain === true && { uncertain }),
  }
}

function parseScope(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((token) => typeof token === 'string') ? value : undefined
}

/** It becomes part of a storage key. */
function isShort(id: string): boolean {
  return /^[\w-]{16,64}$/.test(id)
}
