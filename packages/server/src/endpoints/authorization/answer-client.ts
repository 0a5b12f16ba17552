import { formatAuthorizationResponse, type OAuthErrorCode } from '@stagedoor/protocol'
import { formActionSources } from '../../http/content-source.ts'
import type { HttpRequest, HttpResponse } from '../../http/http-message.ts'
import { pageResponse, seeOther } from '../../http/security-headers.ts'
import { createPageFrame } from '../../page-frame.ts'
import type { AuthorizationTransaction, Client } from '../../ports/records.ts'
import type { ServerContext } from '../../server-context.ts'
import { showClient } from '../../show-client.ts'

/** Where an authorization response goes. The redirect URI has been proven before one of these is made. */
export type ResponseTarget = Pick<AuthorizationTransaction, 'redirectUri' | 'responseMode' | 'state' | 'display'> & {
  readonly client: Client
}

/** A code, or why there is none. */
export type AuthorizationAnswer =
  | { readonly code: string }
  | {
      readonly error: OAuthErrorCode
      /** A fixed sentence of ours, nothing that was sent. */
      readonly description: string
    }

/** Sends the person back to the client with the answer (RFC 6749 §4.1.2 and §4.1.2.1, with `iss` by RFC 9207). */
export function answerClient(
  server: ServerContext,
  request: HttpRequest,
  target: ResponseTarget,
  answer: AuthorizationAnswer,
): HttpResponse {
  const entries = listEntries(server, target, answer)
  if (target.responseMode !== 'form_post') return seeOther(formatAuthorizationResponse(target.redirectUri, entries, target.responseMode))
  const frame = createPageFrame(server, request, target.display)
  const fields = entries.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]))
  const html = server.pages.formPost({
    ...frame,
    client: showClient(target.client, target.redirectUri),
    action: target.redirectUri,
    fields,
  })
  return pageResponse(200, html, {
    scriptNonce: frame.scriptNonce,
    display: target.display,
    formTargets: formActionSources(target.redirectUri),
    imageSources: [],
  })
}

function listEntries(
  { platform }: ServerContext,
  { state }: ResponseTarget,
  answer: AuthorizationAnswer,
): readonly (readonly [name: string, value: string | undefined])[] {
  const iss = platform.issuerInResponse ? platform.issuer : undefined
  const tail = [
    ['state', state ?? undefined],
    ['iss', iss],
  ] as const
  return 'code' in answer ? [['code', answer.code], ...tail] : [['error', answer.error], ['error_description', answer.description], ...tail]
}
