import { isJsonObject, parseJson } from '../json-object.ts'

/**
 * Reads from a refusal which scope would have been enough (RFC 6750 §3.1). `undefined`: it was refused for another reason.
 *
 * Empty where the platform does not say which: many a browser is not shown `WWW-Authenticate`, and the body names none.
 */
export async function readMissingScope(response: Response): Promise<readonly string[] | undefined> {
  if (response.status !== 403 && response.status !== 401) return undefined
  const challenge = response.headers.get('www-authenticate') ?? ''
  if (/\berror="?insufficient_scope\b/.test(challenge)) {
    return (/[\s,]scope="([^"]*)"/.exec(challenge)?.[1] ?? '').split(' ').filter(Boolean)
  }
  return response.status === 403 && isScopeRefusal(parseJson(await response.clone().text())) ? [] : undefined
}

/** `{"error": "insufficient_scope"}`, or Audiotool's `{"code": "permission_denied", "message": "insufficient_permissions: …"}`. */
function isScopeRefusal(body: unknown): boolean {
  if (!isJsonObject(body)) return false
  const { error, message } = body
  return [error, message].some((text) => typeof text === 'string' && /^insufficient_(?:scope|permissions)\b/.test(text))
}
