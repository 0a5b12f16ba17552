import { createTokenActs } from '@stagedoor/client/server'
import { finishAttempt, startAttempt } from './attempts/connect.ts'
import type { ConnectionSummary } from './connection.ts'
import { acceptCredentials, acceptPassword, acceptTokens } from './connections/accept.ts'
import { parseConnectionBody } from './connections/connection-body.ts'
import { connectionKey } from './connections/connection-key.ts'
import { drawName } from './connections/connection-records.ts'
import { createConnection } from './connections/create-connection.ts'
import { createOpenedConnections } from './connections/opened-connections.ts'
import { refreshDue } from './connections/refresh-due.ts'
import { createRefresher } from './connections/refresher.ts'
import { summarize } from './connections/summarize.ts'
import { createTokenKeeper } from './connections/token-keeper.ts'
import { rotateKeys } from './keys/rotate-keys.ts'
import type { VaultRecord } from './ports/vault-store.ts'
import { systemClock } from './runtime/system-clock.ts'
import { unhurriedClock } from './runtime/unhurried-clock.ts'
import { createSealer } from './sealing/create-sealer.ts'
import type { ConnectionPage, Vault } from './vault.ts'
import { getPlatform, type PlatformAtWork, type VaultContext } from './vault-context.ts'
import { createVaultEmitter, type EmitVaultEvent } from './vault-emitter.ts'
import { VaultError } from './vault-error.ts'
import type { VaultOptions } from './vault-options.ts'
import type { VaultParts } from './vault-parts.ts'

const WEEK = 7 * 86_400
const PAGE = 100

/**
 * Makes a vault: one per process, however many processes share its store. Touches neither store nor network.
 *
 * @throws VaultError `keys_missing`, `key_malformed`; `invalid_input`: two platforms of one id, an option that cannot be. StagedoorError `configuration`.
 */
export function createVault(options: VaultOptions): Vault {
  const log = options.log ?? (() => undefined)
  const emitter = createVaultEmitter(log)
  const beside = new Set<Promise<unknown>>()
  const context = createVaultContext(options, {
    emit: emitter.emit,
    waitUntil(work) {
      const settled = work.catch((error: unknown) => log({ reason: 'refresh_failed', error })).finally(() => beside.delete(settled))
      beside.add(settled)
      options.waitUntil?.(settled)
    },
  })
  const { store, platforms } = context
  const refresher = createRefresher(context)
  const tokens = createTokenKeeper(context, refresher)
  const connect: VaultParts['connect'] = (userId, platformId, body) => createConnection(context, tokens, { userId, platformId, body })
  const parts = { context, connect }

  return {
    platforms: [...platforms.values()].map(({ platform: { id, name }, redirectUri }) => ({ id, name, redirectUri })),
    connect: (userId, platformId, connectOptions = {}) => startAttempt(context, { userId, platformId, ...connectOptions }),
    finish: (reply, browser) => finishAttempt(parts, options, { reply, browser }),
    async connection(userId, platformId) {
      getPlatform(context, platformId)
      const record = await store.read(connectionKey(userId, platformId))
      return connect(userId, platformId, record && parseConnectionBody(record))
    },
    list: (userId) => listOfOwner(context, userId),
    accept: (userId, platformId, given) => acceptTokens(parts, { userId, platformId, given }),
    acceptCredentials: (userId, platformId, credentials) => acceptCredentials(parts, { userId, platformId, credentials }),
    acceptPassword: (userId, platformId, credentials) => acceptPassword(parts, options, { userId, platformId, credentials }),
    refreshDue: (round) => refreshDue(context, refresher, round),
    rotateKeys: (rotation) => rotateKeys(context, rotation),
    listAll: (page) => listPage(context, page),
    on: emitter.on,
    async close() {
      await refresher.settle()
      await Promise.all(beside)
      await store.close()
    },
  }
}

function createVaultContext(
  options: VaultOptions,
  told: Pick<VaultContext, 'waitUntil'> & { readonly emit: EmitVaultEvent },
): VaultContext {
  const { store, clock = systemClock, requestTimeoutSeconds: requestSeconds = 20, cacheSize = 5000 } = options
  const random = options.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length)))
  if (!(requestSeconds >= 1 && requestSeconds <= 60)) throw new VaultError('invalid_input', 'requestTimeoutSeconds is 1 to 60.')
  const sealer = createSealer({ keys: options.keys, random, now: () => clock.now() })
  return {
    store,
    sealer,
    clock,
    random,
    requestSeconds,
    opened: createOpenedConnections(sealer, cacheSize),
    platforms: createPlatforms(options, { clock: unhurriedClock(clock), random, requestTimeoutMs: requestSeconds * 1000 }),
    log: options.log ?? (() => undefined),
    holder: options.holder ?? drawName({ random }),
    idleSeconds: options.refreshIdleAfterSeconds ?? WEEK,
    ...told,
  }
}

function createPlatforms(
  { platforms, fetch }: VaultOptions,
  runtime: Pick<Parameters<typeof createTokenActs>[0], 'clock' | 'random' | 'requestTimeoutMs'>,
): ReadonlyMap<string, PlatformAtWork> {
  const byId = new Map<string, PlatformAtWork>()
  for (const registered of platforms) {
    const { id } = registered.platform
    if (!/^[a-z0-9][a-z0-9._-]{0,63}$/i.test(id)) throw new VaultError('invalid_input', `${JSON.stringify(id)} is no id of a platform.`)
    if (byId.has(id)) throw new VaultError('invalid_input', `Two platforms are called ${JSON.stringify(id)}: give one of them another id.`)
    byId.set(id, { ...registered, acts: createTokenActs({ ...registered, ...runtime, fetch }) })
  }
  return byId
}

async function listOfOwner(context: VaultContext, owner: string): Promise<readonly ConnectionSummary[]> {
  const found: ConnectionSummary[] = []
  for (let after: string | undefined; ; ) {
    const page = await context.store.list({ collection: 'connection', owner, limit: PAGE, ...(after !== undefined && { after }) })
    found.push(...summarizeAll(context, page))
    after = page.at(-1)?.key
    if (page.length < PAGE) return found
  }
}

async function listPage(context: VaultContext, { limit, ...page }: Parameters<Vault['listAll']>[0]): Promise<ConnectionPage> {
  const found = await context.store.list({ collection: 'connection', ...page, limit: limit + 1 })
  const records = found.slice(0, limit)
  return { connections: summarizeAll(context, records), next: found.length > limit ? (records.at(-1)?.key ?? null) : null }
}

/** What is no connection any more is left out, and logged: one bad record must not hide the others. */
function summarizeAll({ log }: VaultContext, page: readonly VaultRecord[]): readonly ConnectionSummary[] {
  return page.flatMap((record) => {
    try {
      return [summarize(parseConnectionBody(record))]
    } catch (error) {
      log({ reason: 'record_unreadable', key: record.key, error })
      return []
    }
  })
}
