import { closestRedirectUri, explainRedirectUriMismatch, matchRedirectUri, parseRedirectUri } from '@stagedoor/protocol'
import { PageProblem } from '../../page-problem.ts'
import type { DeveloperNote } from '../../ports/pages.ts'
import type { Client } from '../../ports/records.ts'
import type { ServerContext } from '../../server-context.ts'
import { isConsoleRedirect } from '../../try-it/console-redirect.ts'
import { isWebMessageUri, normaliseRedirectUri } from '../../web-message-uri.ts'
import { type AuthorizationContext, type AuthorizationStep, known } from './authorization-context.ts'
import { proveTargetOrigin } from './prove-target-origin.ts'
import { takesUnregisteredUris } from './takes-unregistered-uris.ts'

/**
 * Proves the redirect URI: one the client has registered, byte by byte (RFC 9700 §2.1; RFC 8252 §7.3 for loopback ports).
 *
 * It may be left out where the platform says so and one alone is registered (RFC 6749 §3.1.2.3). In place of a URI it may be the platform's
 * word for a message to the opener; then the opener's origin is what is proven.
 * Every refusal is a page: a redirect to a URI that is not proven is an open redirect.
 */
export const checkRedirectUri: AuthorizationStep = (context) => {
  const { server } = context
  const client = known(context.client)
  const sent = context.parameters.get('redirect_uri') ?? getOnlyRedirectUri(context, client)
  if (isWebMessageUri(server.platform, sent)) {
    proveTargetOrigin(context, normaliseRedirectUri(server.platform, sent))
    return undefined
  }
  if (isConsoleRedirect(server, context.request, { clientId: client.id, redirectUri: sent, state: context.state })) {
    context.redirectUri = sent
    return undefined
  }
  context.redirectUri = findAllowedRedirectUri(server, client, sent) ?? refuseRedirectUri(server, client, sent)
  if (client.redirectUris.length === 0) server.log({ reason: 'unsafe_redirect_uri', at: server.clock(), clientId: client.id })
  return undefined
}

/** Finds what may be redirected to: the registered string itself, or the sent one where only a loopback port differs. */
export function findAllowedRedirectUri(server: ServerContext, client: Client, sent: string): string | undefined {
  const { redirectUris } = server.platform
  if (client.redirectUris.length === 0) return takesUnregisteredUris(server) && parseRedirectUri(sent, redirectUris).ok ? sent : undefined
  const native = client.applicationType === 'native'
  const matched = matchRedirectUri(sent, client.redirectUris, { native, loopbackAnyPort: redirectUris.loopbackAnyPort })
  // Registered strings were parsed when they were registered; a sent one has not been yet.
  const isRegistered = matched !== undefined && client.redirectUris.includes(matched)
  return isRegistered || (matched !== undefined && parseRedirectUri(matched, redirectUris).ok) ? matched : undefined
}

function getOnlyRedirectUri({ server, malformed }: AuthorizationContext, client: Client): string {
  const isMalformed = malformed?.parameter === 'redirect_uri'
  const isOptional = server.platform.authorization.redirectUriOptional
  const [only, ...others] = client.redirectUris
  if (isOptional && !isMalformed && only !== undefined && others.length === 0) return only
  const several = isOptional && others.length > 0
  throw new PageProblem('redirect_uri_missing', {
    reason: isMalformed ? 'redirect_uri_malformed' : several ? 'redirect_uri_ambiguous' : 'redirect_uri_missing',
    clientId: client.id,
    developer: [
      {
        text: several
          ? `Send redirect_uri: it may be left out where one is registered, and this app has registered ${client.redirectUris.length}.`
          : 'Send redirect_uri exactly once, with a value you have registered for this app.',
      },
    ],
  })
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
    reason: client.redirectUris.length === 0 ? 'unsafe_redirect_uri' : 'redirect_uri_mismatch',
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
