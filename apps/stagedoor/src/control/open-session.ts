import { includesScope, parseScope } from '@stagedoor/protocol'
import { createBrowserSession } from '@stagedoor/server'
import type { Client, Consent } from '@stagedoor/server/ports'
import { array, maxLength, optional, pipe, strictObject, string } from 'valibot'
import type { PlatformAct } from './control-act.ts'
import { ControlError } from './control-error.ts'
import { findClient } from './find-client.ts'
import { readInput } from './read-input.ts'

const sessionInput = strictObject(
  {
    username: string('must be text.'),
    approve: optional(
      pipe(
        array(
          strictObject(
            { clientId: string('must be text.'), scope: string('must be text: scope tokens with a space between them.') },
            'must be an object with clientId and scope.',
          ),
          'must be a list of {clientId, scope}.',
        ),
        maxLength(100, 'must have at most 100 entries.'),
      ),
      [],
    ),
  },
  'must be an object with username, and optionally approve: [{clientId, scope}].',
)

/**
 * `POST /_control/<platform>/sessions`: signs a browser in without a browser, with consents already given.
 *
 * @throws ControlError `invalid_request`, `user_unknown`, `client_unknown`, `invalid_scope`: nothing was changed.
 */
export const openSession: PlatformAct<{ readonly cookie: string }> = async (platform, input) => {
  const { username, approve } = readInput(sessionInput, input)
  const user = await platform.store.users.findByUsername(username)
  if (user === undefined) throw new ControlError('user_unknown', 'username names no account of this platform.')
  const updatedAt = platform.server.context.now()
  const consents: Consent[] = []
  for (const [index, { clientId, scope }] of approve.entries()) {
    const client = await findClient(platform, clientId)
    if (client === undefined) throw new ControlError('client_unknown', `approve[${index}].clientId names no client of this platform.`)
    consents.push({ userId: user.id, clientId: client.id, scope: readApprovedScope(client, scope, index), updatedAt })
  }
  // Only after all has been checked.
  await Promise.all(consents.map((consent) => platform.store.consents.remember(consent)))
  const { cookieHeader } = await createBrowserSession(platform.server.context, user.id)
  return { status: 201, body: { cookie: cookieHeader } }
}

function readApprovedScope(client: Client, text: string, index: number): readonly string[] {
  const scope = parseScope(text)
  if (!scope.ok) throw new ControlError('invalid_scope', `approve[${index}].scope: ${scope.problem.message}`)
  if (!includesScope(client.scope, scope.value)) {
    throw new ControlError('invalid_scope', `approve[${index}].scope: this client may ask for ${client.scope.join(' ')}.`)
  }
  return scope.value
}
