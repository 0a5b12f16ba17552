import { PageProblem } from '../../page-problem.ts'
import type { Client } from '../../ports/records.ts'
import { findUnregisteredClient, isUnregistered } from '../../unregistered-client.ts'
import type { AuthorizationContext, AuthorizationStep } from './authorization-context.ts'

/**
 * Finds the client (RFC 6749 §4.1.1 `client_id`), under the name the platform gives that parameter or under `client_id`.
 *
 * An unknown client and a disabled one look the same. Where the platform lets an app that is not registered give its name instead, only a
 * server that allows unsafe flows takes it; an id that is sent besides is the stronger word.
 */
export const loadClient: AuthorizationStep = async (context) => {
  const { server } = context
  const id = readClientId(context)
  const client = id === undefined ? await findNamedClient(context) : isClientId(id) ? await server.store.clients.find(id) : undefined
  if (client === undefined || client.disabledAt !== null) {
    throw new PageProblem('client_unknown', {
      reason: client === undefined ? 'client_unknown' : 'client_disabled',
      developer: [
        {
          text: `No app is registered under this ${server.platform.authorization.clientIdParameter}. Copy it from where you registered the app.`,
        },
      ],
    })
  }
  if (isUnregistered(server.platform, client)) {
    if (server.unsafeFlows !== 'allow') throw refuseUnregistered(context)
    server.log({ reason: 'unsafe_client_unregistered', at: server.clock(), clientId: client.id })
  }
  context.client = client
  return undefined
}

function readClientId(context: AuthorizationContext): string | undefined {
  const { server, parameters, malformed } = context
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
    if (readAppName(context) !== undefined) return undefined
    const isMalformed = malformed?.parameter === authorization.clientIdParameter || malformed?.parameter === 'client_id'
    throw new PageProblem('client_unknown', {
      reason: isMalformed ? 'client_id_malformed' : 'client_id_missing',
      developer: [{ text: `Send ${authorization.clientIdParameter} exactly once.` }],
    })
  }
  return client.idFormat.caseInsensitive ? id.toLowerCase() : id
}

function readAppName({ server, parameters }: AuthorizationContext): string | undefined {
  const { unregistered } = server.platform.client
  return unregistered === null ? undefined : parameters.get(unregistered.nameParameter)
}

async function findNamedClient(context: AuthorizationContext): Promise<Client> {
  if (context.server.unsafeFlows !== 'allow') throw refuseUnregistered(context)
  const found = await findUnregisteredClient(context.server, readAppName(context) ?? '')
  if (found.outcome === 'found') return found.client
  if (found.outcome === 'too_many') {
    throw new PageProblem('temporarily_unavailable', {
      reason: 'unregistered_clients_too_many',
      developer: [{ text: 'Too many apps that are not registered came with a new name within the hour. Register the app.' }],
    })
  }
  throw new PageProblem('client_unknown', {
    reason: 'client_name_malformed',
    developer: [{ text: 'The name of an app has 1 to 60 visible characters, and single spaces between them.' }],
  })
}

function refuseUnregistered({ server }: AuthorizationContext): PageProblem {
  const { authorization, client } = server.platform
  return new PageProblem('client_unknown', {
    reason: 'unsafe_client_unregistered',
    developer: [
      {
        text: `This server takes registered apps only: anybody can send any ${client.unregistered?.nameParameter}. Register the app and send ${authorization.clientIdParameter}.`,
      },
    ],
  })
}

/** RFC 6749 appendix A.1, and no longer than any id we issue: nothing else reaches the database. */
function isClientId(id: string): boolean {
  return /^[\x21-\x7e]{1,256}$/.test(id)
}
