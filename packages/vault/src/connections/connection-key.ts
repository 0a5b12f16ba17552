import { encodeBase64url, sha256 } from '@stagedoor/protocol'
import type { RecordId } from '../ports/vault-store.ts'
import { VaultError } from '../vault-error.ts'

const MAX_USER_ID = 256
/** Leaves room for the name of the platform. */
const MAX_READABLE = 400

/**
 * Names the record of a person's connection, so that no two of them have one name.
 *
 * @throws VaultError `invalid_input`: a user id that is no text, empty, longer than 256 characters, or has control characters in it.
 */
export function connectionKey(userId: string, platformId: string): RecordId & { readonly collection: 'connection' } {
  // Where nobody checks types: an id that is a number, or of nobody who is signed in.
  if (typeof userId !== 'string') throw new VaultError('invalid_input', `A user id is a text, not ${typeof userId}.`)
  if (userId === '' || userId.length > MAX_USER_ID || /\p{Cc}/u.test(userId) || !userId.isWellFormed())
    throw new VaultError('invalid_input', `A user id is 1 to ${MAX_USER_ID} characters, none of them a control character.`)
  const readable = encodeURIComponent(userId)
  // What has been encoded has no equals sign of its own.
  const name = readable.length <= MAX_READABLE ? readable : `=${encodeBase64url(sha256(userId))}`
  return { collection: 'connection', key: `${platformId}/${name}` }
}
