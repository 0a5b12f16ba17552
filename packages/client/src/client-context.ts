import type { ClientPlatform } from '@stagedoor/platforms'
import { rebasePlatform } from '@stagedoor/platforms'
import type { ClientSettings, SignInOptions } from './client-options.ts'
import type { ClientPart } from './parts/client-part.ts'
import type { Awaitable } from './ports/awaitable.ts'
import type { ChannelPort } from './ports/channel-port.ts'
import type { Clock } from './ports/clock.ts'
import type { LockPort } from './ports/lock-port.ts'
import type { PagePort } from './ports/page-port.ts'
import type { PopupPort } from './ports/popup-port.ts'
import type { StoragePort } from './ports/storage-port.ts'
import { browserChannel } from './runtime/browser-channel.ts'
import { browserPage } from './runtime/browser-page.ts'
import { browserPopup } from './runtime/browser-popup.ts'
import { defaultLock } from './runtime/default-lock.ts'
import { systemClock } from './runtime/system-clock.ts'
import { webDigest } from './runtime/web-digest.ts'
import { webStorage } from './runtime/web-storage.ts'
import { configurationError } from './stagedoor-error.ts'

/** The redirect URI that is none: the reply comes as a message. */
export const POST_MESSAGE = 'postmessage'

/** Options with every default filled in. */
export interface ClientContext {
  /** Already at its base URL. */
  readonly platform: ClientPlatform
  /** Where the platform runs when it is not the real one. */
  readonly baseUrl?: string
  /** `undefined` for an app that is not registered, and where nobody signs in. */
  readonly clientId: string | undefined
  readonly clientSecret?: string
  readonly appName?: string
  /** A person's own credentials, in place of a sign-in. */
  readonly credentials?: object
  /** `undefined` on a server that signs nobody in. */
  readonly redirectUri?: string
  readonly scope: readonly string[]
  /** `Authorization` scheme of what `fetch` attaches; `undefined` where the platform gives nothing to attach. */
  readonly scheme: string | undefined
  /** Parameter of the authorization response that carries what a sign-in is about: `code`, or a signed profile. */
  readonly responseParameter: string
  /** Prefix of storage keys, and name of the refresh lock: one per platform, base URL and client. */
  readonly namespace: string
  /** First characters of every `state` of this namespace, so that a foreign reply is known without reading any storage. Not a secret. */
  readonly stateTag: string
  /** What this client can do beyond the usual. */
  readonly part: ClientPart
  readonly storage: StoragePort
  /** A page login needs its pending login after the reload, whatever the session is kept in. */
  readonly pendingStorage: StoragePort
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly random: (length: number) => Uint8Array
  /** SHA-256 of a text. */
  readonly digest: (text: string) => Awaitable<Uint8Array>
  readonly lock: LockPort
  readonly page: PagePort | null
  readonly popup: PopupPort | null
  readonly channel: ChannelPort | null
}

/**
 * Fills in the defaults of this runtime. Touches neither storage nor network.
 *
 * @throws {@link StagedoorError} `configuration`.
 */
export function createContext(options: ClientSettings): ClientContext {
  const inBrowser = typeof document !== 'undefined'
  const {
    digest = webDigest,
    // Not the bare function: it insists on its own `this`, and a test or a polyfill may replace it later.
    fetch = (input, init) => globalThis.fetch(input, init),
    clock = systemClock,
    random = (length) => crypto.getRandomValues(new Uint8Array(length)),
    lock = defaultLock,
    page = inBrowser ? browserPage : null,
    popup = inBrowser ? browserPopup : null,
    channel = inBrowser ? browserChannel : null,
  } = options
  const clientId = options.clientId || undefined
  const platform = options.baseUrl === undefined ? options.platform : rebasePlatform(options.platform, options.baseUrl)
  const namespace = ['stagedoor', platform.id, platform.issuer, clientId ?? options.appName ?? ''].map(encodeURIComponent).join('/')
  // Credentials first: the others see by them that nobody signs in.
  const parts: readonly ClientPart[] = [options.credentials ?? {}, ...(options.platform.with ?? []), ...(options.with ?? [])]
  const part: ClientPart = Object.assign({}, ...parts)
  if (options.clientSecret !== undefined && (inBrowser || !part.authenticate)) throw configurationError('A clientSecret is for /server.')
  let context: ClientContext = {
    ...options,
    platform,
    part,
    clientId,
    scheme: platform.resources.authorizationSchemes[0],
    responseParameter: 'code',
    scope: parseScopeOption(options.scope ?? platform.defaultScope),
    namespace,
    stateTag: tagOf(namespace),
    digest,
    ...chooseStorage(options.storage ?? 'local', inBrowser),
    fetch,
    clock,
    random,
    lock,
    page,
    popup,
    channel,
  }
  checkSettings(context)
  for (const { adapt } of parts) context = { ...context, ...adapt?.(context) }
  return context
}

/** Marks a text, the same everywhere. */
function tagOf(text: string): string {
  let mark = 0
  for (const character of text) mark = (mark * 31 + character.charCodeAt(0)) % 2 ** 40
  return mark.toString(36)
}

function checkSettings(settings: ClientContext): void {
  const missing = settings.platform.issuerIsPlaceholder
    ? 'baseUrl'
    : !settings.clientId && !settings.credentials && !(settings.appName && settings.platform.client.unregistered)
      ? 'clientId'
      : settings.redirectUri !== undefined && settings.redirectUri !== POST_MESSAGE && !URL.canParse(settings.redirectUri) && 'redirectUri'
  if (missing) throw configurationError(`${settings.platform.name}: set ${missing}`)
}

/** Reads a scope as an app writes it. */
export function parseScopeOption(scope: string | readonly string[]): readonly string[] {
  return typeof scope === 'string' ? scope.split(' ').filter(Boolean) : scope
}

function chooseStorage(
  storage: NonNullable<SignInOptions['storage']>,
  inBrowser: boolean,
): { readonly storage: StoragePort; readonly pendingStorage: StoragePort } {
  if (typeof storage === 'object') return { storage, pendingStorage: storage }
  const open = (kind: 'local' | 'session' | 'memory'): StoragePort =>
    webStorage(() => {
      // Not left to what is defined: some other runtimes have a localStorage.
      if (!inBrowser || kind === 'memory') throw kind
      return kind === 'local' ? localStorage : sessionStorage
    })
  const kept = open(storage)
  return { storage: kept, pendingStorage: storage === 'memory' ? open('session') : kept }
}
