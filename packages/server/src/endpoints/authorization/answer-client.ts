import { formatAuthorizationResponse, type OAuthErrorCode } from '@stagedoor/protocol'
import { formActionSources } from '../../http/content-source.ts'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { pageResponse, seeOther } from '../../http/security-headers.ts'
import { createPageFrame } from '../../page-frame.ts'
import type { AuthorizationTransaction, Client } from '../../ports/records.ts'
import { whereTo } from '../../response-destination.ts'
import type { ServerContext } from '../../server-context.ts'
import { showClient } from '../../show-client.ts'

/** Where an authorization response goes. Redirect URI and target origin have been proven before one of these is made. */
export type ResponseTarget = Pick<AuthorizationTransaction, 'redirectUri' | 'responseMode' | 'targetOrigin' | 'state' | 'display'> & {
  readonly client: Client
}

/** What the client asked for, or why there is none. */
export type AuthorizationAnswer =
  | { readonly code: string }
  | { readonly signedProfile: string }
  | {
      readonly error: OAuthErrorCode
      /** A fixed sentence of ours, nothing that was sent. */
      readonly description: string
    }

type Entries = readonly (readonly [name: string, value: string])[]

/** Sends the person back to the client with the answer (RFC 6749 §4.1.2 and §4.1.2.1, with `iss` by RFC 9207). */
export function answerClient(
  server: ServerContext,
  request: HttpRequest,
  target: ResponseTarget,
  answer: AuthorizationAnswer,
): HttpResponse {
  const entries = listEntries(server, target, answer)
  switch (target.responseMode) {
    case 'web_message':
      return postMessage(server, request, target, { entries, outcome: 'error' in answer ? 'refused' : 'allowed' })
    case 'form_post':
      return postForm(server, request, target, entries)
    default:
      return seeOther(formatAuthorizationResponse(target.redirectUri, entries, target.responseMode))
  }
}

function postForm(server: ServerContext, request: HttpRequest, target: ResponseTarget, fields: Entries): HttpResponse {
  const frame = createPageFrame(server, request, target.display)
  const client = showClient(server, target.client, target.redirectUri)
  const html = server.pages.formPost({ ...frame, client, action: target.redirectUri, fields })
  return pageResponse(200, html, {
    scriptNonce: frame.scriptNonce,
    display: target.display,
    formTargets: formActionSources(target.redirectUri),
    imageSources: [],
  })
}

/** A message to the opener, from a page of ours: the answer is in no URL. Popup headers, as the page needs its opener. */
function postMessage(
  server: ServerContext,
  request: HttpRequest,
  target: ResponseTarget,
  { entries, outcome }: { readonly entries: Entries; readonly outcome: 'allowed' | 'refused' },
): HttpResponse {
  if (target.targetOrigin === null) throw new TypeError('A web message needs the origin of its window.')
  const frame = createPageFrame(server, request, 'popup')
  const type = server.platform.authorization.webMessage?.type ?? null
  const html = server.pages.webMessage({
    ...frame,
    client: showClient(server, target.client, whereTo(target)),
    targetOrigin: target.targetOrigin,
    message: { ...(type !== null && { type }), ...Object.fromEntries(entries) },
    outcome,
  })
  const page = pageResponse(200, html, { scriptNonce: frame.scriptNonce, display: 'popup', formTargets: [], imageSources: [] })
  // No form leaves this page, so nothing needs even the origin of its address, which may hold the app's state.
  return { ...page, headers: { ...page.headers, 'Referrer-Policy': 'no-referrer' } }
}

function listEntries({ platform }: ServerContext, { state }: ResponseTarget, answer: AuthorizationAnswer): Entries {
  const tail: Entries = [
    ...(state === null ? [] : [['state', state] as const]),
    ...(platform.issuerInResponse ? [['iss', platform.issuer] as const] : []),
  ]
  if ('code' in answer) return [['code', answer.code], ...tail]
  if ('signedProfile' in answer) return [[platform.signedProfile?.parameter ?? 'token', answer.signedProfile], ...tail]
  return [['error', answer.error], ['error_description', answer.description], ...tail]
}
