import { isJsonObject, type JsonObject } from '../../json-object.ts'

/**
 * Who is signed in. The document and the server disagree on names and on the envelope; whatever came, every name here is there.
 *
 * All else that the server sent follows in camelCase.
 */
export interface AudiusUser {
  /** `eJ57D`: what to key an account by. */
  readonly id: string
  /** The document's number where one was sent, else {@link id}. */
  readonly userId: number | string
  readonly handle: string
  readonly name: string
  readonly isVerified: boolean
  /** Same as {@link isVerified}. */
  readonly verified: boolean
  readonly profilePicture?: AudiusPicture | null
  readonly [member: string]: unknown
}

/** URLs by size, under the document's names and the original SDK's. */
export interface AudiusPicture {
  readonly '150x150'?: string
  readonly '480x480'?: string
  readonly '1000x1000'?: string
  readonly _150x150?: string
  readonly _480x480?: string
  readonly _1000x1000?: string
  readonly mirrors?: readonly string[]
}

/** Reads the answer of `/v1/me` in either shape, below `data` or flat. It has been seen to say who it is. */
export function readUser(text: string): AudiusUser {
  const { data, ...flat }: JsonObject = JSON.parse(text, (_name, value) => rename(value))
  const found: JsonObject = { ...flat, ...(isJsonObject(data) && data) }
  const { userId, handle, name } = found
  const id = String(found['id'] ?? userId)
  const isVerified = (found['isVerified'] ?? found['verified']) === true
  return {
    ...found,
    id,
    userId: typeof userId === 'number' ? userId : id,
    handle: String(handle),
    name: String(name),
    isVerified,
    verified: isVerified,
  }
}

/** Names members as the original SDK does: `track_count` is `trackCount`, and a size is also `_150x150`. */
function rename(value: unknown): unknown {
  if (!isJsonObject(value) || Array.isArray(value)) return value
  const members = Object.entries(value).flatMap(([name, member]) => [
    [name.replace(/(?!^)_([a-z])/g, (_all, letter: string) => letter.toUpperCase()), member],
    ...(/^\d/.test(name) ? [[`_${name}`, member]] : []),
  ])
  return Object.fromEntries(members)
}
