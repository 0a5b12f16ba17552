import type { PlatformDescription } from '@stagedoor/platforms'
import { rebasePlatform } from '@stagedoor/platforms'
import { encodeBase64url, sha256 } from '@stagedoor/protocol'
import type { ClientOptions } from './client-options.ts'
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
import { memoryStorage } from './runtime/memory-storage.ts'
import { systemClock } from './runtime/system-clock.ts'
import { webStorage } from './runtime/web-storage.ts'
import { StagedoorError } from './stagedoor-error.ts'

/** Options with every default filled in. */
export interface ClientContext {
  /** Already at its base URL. */
  readonly platform: PlatformDescription
  readonly clientId: string
  readonly redirectUri: string
  readonly scope: readonly string[]
  /** Prefix of storage keys, and name of the refresh lock: one per platform, base URL and client. */
  readonly namespace: string
  /** First characters of every `state` of this namespace, so that a foreign reply is known without reading any storage. Not a secret. */
  readonly stateTag: string
  readonly storage: StoragePort
  /** A page login needs its pending login after the reload, whatever the session is kept in. */
  readonly pendingStorage: StoragePort
  readonly fetch: typeof globalThis.fetch
  readonly clock: Clock
  readonly random: (length: number) => Uint8Array
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
export function createContext(options: ClientOptions): ClientContext {
  const platform = options.baseUrl === undefined ? options.platform : rebasePlatform(options.platform, options.baseUrl)
  if (platform.issuerIsPlaceholder) throw refuse(`${platform.name} has no address of its own: set baseUrl.`)
  if (options.clientId === '') throw refuse('clientId is empty.')
  if (!URL.canParse(options.redirectUri)) throw refuse('redirectUri is not an absolute URL.')
  const namespace = ['stagedoor', platform.id, platform.issuer, options.clientId].map(encodeURIComponent).join('/')
  const inBrowser = typeof document !== 'undefined'
  return {
    platform,
    clientId: options.clientId,
    redirectUri: options.redirectUri,
    scope: parseScopeOption(options.scope ?? platform.defaultScope),
    namespace,
    stateTag: encodeBase64url(sha256(namespace)).slice(0, 8),
    ...chooseStorage(options.storage ?? 'local', inBrowser),
    // Not the bare function: it insists on its own `this`, and a test or a polyfill may replace it later.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    clock: options.clock ?? systemClock,
    random: options.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length))),
    lock: options.lock ?? defaultLock,
    page: choose(options.page, browserPage, inBrowser),
    popup: choose(options.popup, browserPopup, inBrowser),
    channel: choose(options.channel, browserChannel, inBrowser),
  }
}

/** Reads a scope as an app writes it. */
export function parseScopeOption(scope: string | readonly string[]): readonly string[] {
  return typeof scope === 'string' ? scope.split(' ').filter(Boolean) : scope
}

function choose<T>(given: T | null | undefined, ofBrowser: T, inBrowser: boolean): T | null {
  return given === undefined ? (inBrowser ? ofBrowser : null) : given
}

function chooseStorage(
  storage: NonNullable<ClientOptions['storage']>,
  inBrowser: boolean,
): { readonly storage: StoragePort; readonly pendingStorage: StoragePort } {
  if (typeof storage === 'object') return { storage, pendingStorage: storage }
  const open = (kind: 'local' | 'session'): StoragePort =>
    inBrowser ? webStorage(() => (kind === 'local' ? localStorage : sessionStorage)) : memoryStorage()
  if (storage === 'memory') return { storage: memoryStorage(), pendingStorage: open('session') }
  const both = open(storage)
  return { storage: both, pendingStorage: both }
}

function refuse(message: string): StagedoorError {
  return new StagedoorError('configuration', { message })
}
