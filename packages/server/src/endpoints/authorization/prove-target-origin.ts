import { PageProblem } from '../../page-problem.ts'
import type { DeveloperNote } from '../../ports/pages.ts'
import type { Client } from '../../ports/records.ts'
import type { ServerContext } from '../../server-context.ts'
import { type AuthorizationContext, known } from './authorization-context.ts'
import { takesUnregisteredUris } from './takes-unregistered-uris.ts'

/**
 * Proves the origin of the window that is to get the answer as a message: one on which the client has registered a redirect URI.
 *
 * The browser delivers a message to that origin alone, whoever opened the window, so it is to a message what the redirect URI is to a redirect.
 *
 * @param redirectUri - What a token request will give as its `redirect_uri`.
 * @throws PageProblem naming what is registered.
 */
export function proveTargetOrigin(context: AuthorizationContext, redirectUri: string): void {
  const { server, parameters } = context
  const client = known(context.client)
  const parameter = server.platform.authorization.webMessage?.originParameter ?? 'origin'
  const sent = parameters.get(parameter)
  if (sent === undefined) {
    throw new PageProblem('redirect_uri_missing', {
      reason: 'target_origin_missing',
      clientId: client.id,
      developer: [
        { text: `Send ${parameter} exactly once: the origin of the page that opens this window (location.origin).` },
        ...listOrigins(client),
      ],
    })
  }
  if (!isWebOrigin(sent)) {
    throw new PageProblem('redirect_uri_invalid', {
      reason: 'target_origin_malformed',
      clientId: client.id,
      developer: [{ text: `The ${parameter} is scheme, host and port, and nothing more: https://app.example` }, ...listOrigins(client)],
    })
  }
  if (!isAllowedOrigin(server, client, sent)) {
    throw new PageProblem('redirect_uri_mismatch', {
      reason: client.redirectUris.length === 0 ? 'unsafe_redirect_uri' : 'target_origin_mismatch',
      clientId: client.id,
      developer: [
        { text: `The ${parameter} must be the origin of a redirect URI that is registered for this app.` },
        ...listOrigins(client, sent),
      ],
    })
  }
  if (client.redirectUris.length === 0) server.log({ reason: 'unsafe_redirect_uri', at: server.clock(), clientId: client.id })
  context.redirectUri = redirectUri
  context.responseMode = 'web_message'
  context.targetOrigin = sent
  context.display = 'popup'
}

/** Tells whether a client's answer may be told to windows of this origin. */
export function isAllowedOrigin(server: ServerContext, client: Client, origin: string): boolean {
  if (client.redirectUris.length === 0) return takesUnregisteredUris(server) && isWebOrigin(origin)
  return isWebOrigin(origin) && registeredOrigins(client).includes(origin)
}

/** The serialised origin of a web page, as `location.origin` writes it (WHATWG URL §4.5). */
function isWebOrigin(text: string): boolean {
  return /^https?:/.test(text) && text.length <= 300 && URL.canParse(text) && new URL(text).origin === text
}

function registeredOrigins({ redirectUris }: Client): readonly string[] {
  const origins = redirectUris.flatMap((uri) => (/^https?:/i.test(uri) && URL.canParse(uri) ? [new URL(uri).origin] : []))
  return [...new Set(origins)]
}

function listOrigins(client: Client, sent?: string): readonly DeveloperNote[] {
  const [first, ...others] = registeredOrigins(client)
  if (first === undefined) return [{ text: 'No web address is registered as redirect URI for this app yet.' }]
  const further = others.slice(0, 9).map((origin) => ({ text: `Registered, too: ${origin}` }))
  const note = sent === undefined ? { text: `Registered: ${first}` } : compareOrigins(sent, first)
  return [note, ...further]
}

function compareOrigins(sent: string, registered: string): DeveloperNote {
  return { text: 'Registered is:', compare: { sentLabel: 'Sent', sent, registeredLabel: 'Registered', registered } }
}
