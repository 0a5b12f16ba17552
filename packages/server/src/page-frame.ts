import { encodeBase64url } from '@stagedoor/protocol'
import type { HttpRequest } from './http/http-message.ts'
import { matchLanguage } from './http/match-language.ts'
import type { PageFrame } from './ports/pages.ts'
import type { ServerContext } from './server-context.ts'

/** Collects what every page needs, with a fresh script nonce. */
export function createPageFrame(context: ServerContext, request: Pick<HttpRequest, 'headers'>, display: PageFrame['display']): PageFrame {
  const { platform, basePath, pages } = context
  const languages = request.headers['accept-language']
  return {
    basePath,
    platform: { name: platform.name, accent: platform.look.accent, onAccent: platform.look.onAccent },
    language: matchLanguage(typeof languages === 'string' ? languages : languages?.join(','), pages.languages ?? []),
    display,
    scriptNonce: encodeBase64url(context.random(16)),
  }
}
