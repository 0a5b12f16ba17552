import { isPlatformUrl } from './requests/is-platform-url.ts'
import type { StagedoorClient } from './stagedoor-client.ts'
import { configurationError, StagedoorError } from './stagedoor-error.ts'

/**
 * Makes a URL for `<audio src>` and `<img src>`, which can send no header: with the access token in it.
 *
 * **The URL is a credential.** Whoever sees it in a log, a history, a `Referer` or a screenshot has the person's account, with Auphonic
 * for ten years. Make it when it is needed, show it to nobody, keep it nowhere. For a download, `client.fetch()` and `URL.createObjectURL()`
 * leave no trace.
 *
 * @param url - Absolute.
 *
 * Codes: `configuration`: the platform takes no tokens in URLs, or the URL is not one of its own over https (or on loopback); else as
 * `client.getAccessToken()`.
 */
export async function mediaUrl(client: Pick<StagedoorClient, 'platform' | 'getAccessToken'>, url: string | URL): Promise<string> {
  const { platform } = client
  const parameter = platform.resources.tokenQueryParameter
  if (!parameter) {
    throw new StagedoorError('configuration', {
      message: `${platform.name} takes no tokens in URLs: use fetch() and URL.createObjectURL().`,
    })
  }
  const target = URL.canParse(url) ? new URL(url) : undefined
  if (target === undefined || !isPlatformUrl(target.href, platform) || !isPrivate(target)) {
    throw configurationError(`The URL is not one of ${platform.name}'s own: no token belongs in it.`)
  }
  target.searchParams.set(parameter, await client.getAccessToken())
  return target.href
}

/** Whether nobody in between reads the URL. */
function isPrivate({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(?:127(?:\.\d+){3}|\[::1\]|localhost)$/.test(hostname)
}
