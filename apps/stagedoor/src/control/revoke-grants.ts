import { revokeGrants as revokeGrantsOfOperator } from '@stagedoor/server/admin'
import { exactOptional, minLength, pipe, strictObject, string } from 'valibot'
import type { HostedPlatform } from '../emulator/hosted-platform.ts'
import { actAsOperator } from './act-as-operator.ts'
import type { PlatformAct } from './control-act.ts'
import { ControlError } from './control-error.ts'
import { findClient } from './find-client.ts'
import { readInput } from './read-input.ts'

const text = pipe(string('must be text.'), minLength(1, 'must not be empty.'))

const revocationInput = strictObject(
  { username: exactOptional(text), clientId: exactOptional(text), token: exactOptional(text) },
  'must be an object with username, clientId or both, or with token.',
)

/** Whose grants are to end: a person's, an app's, those of the two together, or that of one token alone. */
export interface RevocationSelection {
  readonly username?: string
  readonly clientId?: string
  /** An access or refresh token. */
  readonly token?: string
}

/**
 * `POST /_control/<platform>/revocations`: ends every grant of a person, of an app, or of the two together; or the grant of one token.
 * An access or refresh token of such a grant is of no use from then on. Answers how many grants were ended; consents stay remembered.
 *
 * @throws ControlError `invalid_request`, `user_unknown`, `client_unknown`: nothing was changed.
 */
export const revokeGrants: PlatformAct<{ readonly revoked: number }> = async (platform, input) => {
  const { username, clientId, token } = readInput(revocationInput, input)
  const [user, client] = [await findUserId(platform, username), await findClientId(platform, clientId)]
  const selection = { ...(user !== null && { user }), ...(client !== null && { clientId: client }), ...(token !== undefined && { token }) }
  return { status: 200, body: await actAsOperator(platform, (context) => revokeGrantsOfOperator(context, selection)) }
}

async function findUserId({ store }: HostedPlatform, username: string | undefined): Promise<string | null> {
  if (username === undefined) return null
  const user = await store.users.findByUsername(username)
  if (user === undefined) throw new ControlError('user_unknown', 'username names no account of this platform.')
  return user.id
}

async function findClientId(platform: HostedPlatform, clientId: string | undefined): Promise<string | null> {
  if (clientId === undefined) return null
  const client = await findClient(platform, clientId)
  if (client === undefined) throw new ControlError('client_unknown', 'clientId names no client of this platform.')
  return client.id
}
