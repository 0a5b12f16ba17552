import { PageProblem } from '../../page-problem.ts'
import type { AuthorizationContext, AuthorizationStep } from './authorization-context.ts'

/**
 * Finds the client (RFC 6749 §4.1.1 `client_id`), under the name the platform gives that parameter or under `client_id`.
 *
 * An unknown client and a disabled one look the same.
 */
export const loadClient: AuthorizationStep = async (context) => {
  const id = readClientId(context)
  const client = isClientId(id) ? await context.server.store.clients.find(id) : undefined
  if (client === undefined || client.disabledAt !== null) {
    throw new PageProblem('client_unknown', {
      reason: client === undefined ? 'client_unknown' : 'client_disabled',
      developer: [
        {
          text: `No app is registered under this ${context.server.platform.authorization.clientIdParameter}. Copy it from where you registered the app.`,
        },
      ],
    })
  }
  context.client = client
  return undefined
}

function readClientId({ server, parameters, malformed }: AuthorizationContext): string {
  const { authorization, client } = server.platform
  const own = parameters.get(authorization.clientIdParameter)
  const standard = parameters.get('client_id')
  if (own !== undefined && standard !== undefined && own !== standard) {
    throw new PageProblem('client_unknown', {
      reason: 'client_id_contradictory',
      developer: [{ text: `${authorization.clientIdParameter} and client_id name two different apps. Send one of them.` }],
    })
  }
  const id = own ?? standard
  if (id === undefined) {
    const isMalformed = malformed?.parameter === authorization.clientIdParameter || malformed?.parameter === 'client_id'
    throw new PageProblem('client_unknown', {
      reason: isMalformed ? 'client_id_malformed' : 'client_id_missing',
      developer: [{ text: `Send ${authorization.clientIdParameter} exactly once.` }],
    })
  }
  return client.idFormat.caseInsensitive ? id.toLowerCase() : id
}

/** RFC 6749 appendix A.1, and no longer than any id we issue: nothing else reaches the database. */
function isClientId(id: string): boolean {
  return /^[\x21-\x7e]{1,256}$/.test(id)
}
