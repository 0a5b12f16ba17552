import { includesScope, parseScope } from '@stagedoor/protocol'
import { createBrowserSession } from '@stagedoor/server'
import { array, object, optional, string } from 'valibot'
import type { PlatformHost } from '../dev/platform-host.ts'
import type { ControlAnswer } from './control.ts'
import { ControlError } from './control-error.ts'
import { checkBody } from './read-json.ts'

const schema = object({
  username: string('must be a text'),
  approve: optional(array(object({ clientId: string('must be a text'), scope: string('must be a text') }), 'must be a list'), []),
})

/** `POST /_control/<platform>/sessions`: a browser that is signed in and has allowed these clients, as a `Cookie` header. */
export async function startSession(host: PlatformHost, body: unknown): Promise<ControlAnswer> {
  const { username, approve } = checkBody(schema, body)
  const { store, server } = host
  const user = await store.users.findByUsername(username)
  if (user === undefined) throw new ControlError(404, 'user_unknown', `There is no account '${username}'.`)
  const consents = await Promise.all(approve.map((asked) => checkApproval(host, asked)))
  await Promise.all(consents.map((consent) => store.consents.remember({ ...consent, userId: user.id, updatedAt: server.context.now() })))
  const { cookieHeader } = await createBrowserSession(server.context, user.id)
  return { status: 201, body: { cookie: cookieHeader } }
}

async function checkApproval(
  { store }: PlatformHost,
  { clientId, scope }: { readonly clientId: string; readonly scope: string },
): Promise<{ readonly clientId: string; readonly scope: readonly string[] }> {
  const client = await store.clients.find(clientId)
  if (client === undefined) throw new ControlError(404, 'client_unknown', `There is no client '${clientId}'.`)
  const parsed = parseScope(scope)
  if (!parsed.ok) throw new ControlError(400, 'invalid_scope', parsed.problem.message)
  if (!includesScope(client.scope, parsed.value))
    throw new ControlError(400, 'invalid_scope', `'${clientId}' is registered for '${client.scope.join(' ')}'.`)
  return { clientId, scope: parsed.value }
}
