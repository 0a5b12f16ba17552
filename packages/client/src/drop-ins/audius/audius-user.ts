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
  readonly profilePicture?: AudiusPicture
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
export function readUser(json: unknown): AudiusUser {
  const { data, ...flat } = camelCased(json)
  const found: JsonObject = { ...flat, ...camelCased(data) }
  const id = String(found['id'] ?? found['userId'])
  const isVerified = (found['isVerified'] ?? found['verified']) === true
  const picture = found['profilePicture']
  return {
    ...found,
    id,
    userId: typeof found['userId'] === 'number' ? found['userId'] : id,
    handle: String(found['handle'] ?? ''),
    name: String(found['name'] ?? ''),
    isVerified,
    verified: isVerified,
    ...(isJsonObject(picture) && { profilePicture: withBothNames(picture) }),
  }
}

function withBothNames(picture: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(picture).flatMap(([name, url]) =>
      /^\d/.test(name)
        ? [
            [name, url],
            [`_${name}`, url],
          ]
        : [[name, url]],
    ),
  )
}

function camelCased(value: unknown): JsonObject {
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [camelCase(name), convert(inner)])) : {}
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert)
  return isJsonObject(value) ? camelCased(value) : value
}

function camelCase(name: string): string {
  return name.replace(/(?<=.)_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
}
