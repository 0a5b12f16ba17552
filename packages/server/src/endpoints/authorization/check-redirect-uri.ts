import { closestRedirectUri, explainRedirectUriMismatch, matchRedirectUri, parseRedirectUri } from '@stagedoor/protocol'
import { PageProblem } from '../../page-problem.ts'
import type { DeveloperNote } from '../../ports/pages.ts'
import type { Client } from '../../ports/records.ts'
import type { ServerContext } from '../../server-context.ts'
import { type AuthorizationStep, known } from './authorization-context.ts'

/**
 * Proves the redirect URI: one the client has registered, byte by byte (RFC 9700 §2.1; RFC 8252 §7.3 for loopback ports).
 *
 * It is never optional, though RFC 6749 §3.1.2.3 would let it be. Every refusal is a page: a redirect to a URI that is not proven is an open redirect.
 */
export const checkRedirectUri: AuthorizationStep = (context) => {
  const client = known(context.client)
  const sent = context.parameters.get('redirect_uri')
  if (sent === undefined) {
    const reason = context.malformed?.parameter === 'redirect_uri' ? 'redirect_uri_malformed' : 'redirect_uri_missing'
    throw new PageProblem('redirect_uri_missing', {
      reason,
      clientId: client.id,
      developer: [{ text: 'Send redirect_uri exactly once, with a value you have registered for this app.' }],
    })
  }
  context.redirectUri = findRegisteredRedirectUri(context.server, client, sent) ?? refuseRedirectUri(context.server, client, sent)
  return undefined
}

/** Finds what may be redirected to: the registered string itself, or the sent one where only a loopback port differs. */
export function findRegisteredRedirectUri(server: ServerContext, client: Client, sent: string): string | undefined {
  const { redirectUris } = server.platform
  const native = client.applicationType === 'native'
  const matched = matchRedirectUri(sent, client.redirectUris, { native, loopbackAnyPort: redirectUris.loopbackAnyPort })
  // Registered strings were parsed when they were registered; a sent one has not been yet.
  const isRegistered = matched !== undefined && client.redirectUris.includes(matched)
  return isRegistered || (matched !== undefined && parseRedirectUri(matched, redirectUris).ok) ? matched : undefined
}

function refuseRedirectUri(server: ServerContext, client: Client, sent: string): never {
  const grammar = parseRedirectUri(sent, server.platform.redirectUris)
  if (!grammar.ok) {
    throw new PageProblem('redirect_uri_invalid', {
      reason: grammar.problem.code,
      clientId: client.id,
      developer: [{ text: grammar.problem.message }, ...compareWithClosest(client, sent)],
    })
  }
  throw new PageProblem('redirect_uri_mismatch', {
    clientId: client.id,
    developer: [
      { text: 'The redirect_uri of the request must be one that is registered for this app, character by character.' },
      ...compareWithClosest(client, sent),
    ],
  })
}

function compareWithClosest(client: Client, sent: string): readonly DeveloperNote[] {
  const registered = closestRedirectUri(sent, client.redirectUris)
  if (registered === undefined) return [{ text: 'No redirect URI is registered for this app yet.' }]
  const [first, ...further] = explainRedirectUriMismatch(sent, registered).map(({ message }) => message)
  const compare = { sentLabel: 'Sent', sent, registeredLabel: 'Registered', registered }
  return [{ text: first ?? 'This is the registered one that is closest:', compare }, ...further.map((text) => ({ text }))]
}
