import { parseJsonObject } from '../json-object.ts'
import type { Clock } from '../ports/clock.ts'
import { refusalOfStatus } from '../requests/refusal-of-status.ts'
import { systemClock } from '../runtime/system-clock.ts'
import { configurationError, StagedoorError } from '../stagedoor-error.ts'
import { isSafeUrl } from './is-safe-url.ts'
import { type DiscoveredPlatform, type MetadataOptions, platformFromMetadata } from './platform-from-metadata.ts'

/** What of the runtime to use, and what a metadata document cannot say. */
export interface DiscoverOptions extends MetadataOptions {
  readonly fetch?: typeof globalThis.fetch
  readonly clock?: Clock
  readonly signal?: AbortSignal
}

/**
 * Asks a server what it can do, and makes a platform of the answer: for any server with OpenID Connect Discovery or RFC 8414 metadata.
 *
 * Ask once, and keep the result: it is JSON. A sign-in window has to open inside the click, so ask before there is a button.
 *
 * @param issuer - The server's issuer identifier, character by character: `https://login.example.com`. It is not the document's URL.
 * @throws {@link StagedoorError} `configuration`: no issuer, or it publishes nothing; `issuer_mismatch`: the document speaks for another;
 * `invalid_response`, `provider_unavailable`, `rate_limited`, `offline`, `cancelled`.
 */
export async function discover(issuer: string, options: DiscoverOptions = {}): Promise<DiscoveredPlatform> {
  if (!isSafeUrl(issuer) || /[?#]/.test(issuer)) {
    throw configurationError('An issuer is an https URL without query and fragment (RFC 8414 §2).')
  }
  let failure: StagedoorError | undefined
  for (const url of metadataUrls(issuer)) {
    try {
      const document = await requestDocument(url, options)
      if (document !== undefined) return platformFromMetadata(document, issuer, options)
    } catch (error) {
      if (!(error instanceof StagedoorError) || !error.retryable) throw error
      // The other place may answer: a 404 without CORS headers looks like a broken network to a page.
      failure ??= error
    }
  }
  throw failure ?? configurationError(`${issuer} publishes no metadata.`)
}

/** Where metadata is: behind the issuer's path (OpenID Connect Discovery §4.1), or before it (RFC 8414 §3.1). */
function metadataUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/+$/, '')
  return [`${origin}${path}/.well-known/openid-configuration`, `${origin}/.well-known/oauth-authorization-server${path}`]
}

/** @returns `undefined` where there is no document. */
async function requestDocument(url: string, { fetch = globalThis.fetch, clock = systemClock, signal }: DiscoverOptions): Promise<unknown> {
  let response: Response
  let text: string
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      ...(signal && { signal }),
    })
    text = await response.text()
  } catch (cause) {
    if (signal?.aborted) throw new StagedoorError('cancelled', { cause })
    throw new StagedoorError(globalThis.navigator?.onLine === false ? 'offline' : 'provider_unavailable', { cause })
  }
  const refusal = await refusalOfStatus(response, text, clock.now())
  if (refusal !== undefined) throw refusal
  // Frameworks add a slash by a redirect; one that leads to another host would let that host speak for the issuer.
  const isElsewhere = response.url !== '' && new URL(response.url).origin !== new URL(url).origin
  return response.ok && !isElsewhere ? parseJsonObject(text) : undefined
}
