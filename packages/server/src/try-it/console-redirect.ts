import type { HttpRequest } from '../http/http-message.ts'
import type { ServerContext } from '../server-context.ts'
import { openRun } from './try-it-run.ts'

/** The page of the console to which a flow of this app returns. No client can register it: it is this server's own. */
export function consoleRedirectUri({ baseUrl }: Pick<ServerContext, 'baseUrl'>, clientId: string): string {
  return `${baseUrl}/developers/apps/${encodeURIComponent(clientId)}/try/callback`
}

/**
 * Tells whether an answer may go to the console: the redirect URI is the console's for this very app, and the `state` is a run that this
 * browser has begun there. Without such a run nobody is sent there, whatever a link says.
 */
export function isConsoleRedirect(
  context: ServerContext,
  request: HttpRequest,
  sent: { readonly clientId: string; readonly redirectUri: string; readonly state: string | null },
): boolean {
  if (context.site === undefined || sent.redirectUri !== consoleRedirectUri(context, sent.clientId)) return false
  return openRun(context, request, sent.state ?? undefined)?.clientId === sent.clientId
}
