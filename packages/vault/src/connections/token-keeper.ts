import { StagedoorError } from '@stagedoor/client'
import type { TokenSource } from '@stagedoor/client/server'
import type { RecordId, VaultRecord } from '../ports/vault-store.ts'
import type { VaultContext } from '../vault-context.ts'
import { isWorking, requireConnected } from './connection-records.ts'
import { decideUse } from './decide-use.ts'
import type { OpenedConnection, WorkingConnection } from './opened-connections.ts'
import type { Refresher } from './refresher.ts'

/** Gives tokens that work. */
export interface TokenKeeper {
  /** @throws StagedoorError, VaultError, VaultStoreUnavailableError */
  current(id: RecordId): Promise<WorkingConnection>
  /** Of what is fresh: one read of the store, and hardly more than that. @throws also StagedoorError `configuration`: HTTP Basic has none. */
  getAccessToken(id: RecordId): Promise<string>
  /** Replaces what works. @throws also StagedoorError `configuration`: there is no refresh token. */
  renew(id: RecordId): Promise<void>
  /** Where `fetch` takes its token from. */
  source(id: RecordId): TokenSource
}

/** For how long what a refresh has brought is not replaced on the word of an API. */
const BRAND_NEW_SECONDS = 60

/** Makes the token keeper of a vault. */
export function createTokenKeeper(context: VaultContext, refresher: Refresher): TokenKeeper {
  const { store, opened, clock, log, waitUntil } = context

  const use = ({ body }: OpenedConnection): ReturnType<typeof decideUse> => decideUse(body, clock.now())
  const isOver = (connection: OpenedConnection): boolean => use(connection) === 'refresh' || use(connection) === 'end'

  const refreshBeside = (id: RecordId, work: Promise<unknown>): void =>
    waitUntil(work.catch((error: unknown) => logUnlessTold(log, id, error)))

  /** The way of nearly every call: nothing to wait for, to decrypt or to refresh. */
  const findFresh = (record: VaultRecord | undefined): WorkingConnection | undefined => {
    const known = record && opened.find(record)
    return known !== undefined && isWorking(known) && use(known) === 'use' ? known : undefined
  }

  const freshen = async (id: RecordId, record: VaultRecord | undefined): Promise<WorkingConnection> => {
    const connection = requireConnected(record && (opened.find(record) ?? (await opened.open(record))))
    const decided = use(connection)
    if (decided === 'refresh_early') refreshBeside(id, refresher.refresh(id, { waits: false, isNeeded: (found) => use(found) !== 'use' }))
    if (decided === 'use' || decided === 'refresh_early') return connection
    return requireConnected(await refresher.refresh(id, { waits: true, isNeeded: isOver }))
  }

  const current: TokenKeeper['current'] = async (id) => {
    const record = await store.read(id)
    return findFresh(record) ?? freshen(id, record)
  }

  const replace = async (id: RecordId, refused: string, isKept: (connection: OpenedConnection) => boolean): Promise<WorkingConnection> => {
    const isNeeded = (found: OpenedConnection): boolean => (found.accessToken === refused && !isKept(found)) || isOver(found)
    return requireConnected(await refresher.refresh(id, { waits: true, isNeeded }))
  }
  // Some addresses answer 401 to everybody: each request to one would cost a refresh.
  const isBrandNew = ({ body }: OpenedConnection): boolean =>
    body.refreshToken !== null && clock.now() < (body.health.refreshedAt ?? 0) + BRAND_NEW_SECONDS

  return {
    current,
    async getAccessToken(id) {
      const record = await store.read(id)
      const { accessToken, body } = findFresh(record) ?? (await freshen(id, record))
      if (body.kind === 'basic') throw new StagedoorError('configuration', { message: 'There is no access token: HTTP Basic.' })
      return accessToken
    },
    async renew(id) {
      const record = await store.read(id)
      const { accessToken, body } = requireConnected(record && (await opened.open(record)))
      if (body.refreshToken === null) throw new StagedoorError('configuration', { message: 'There is no refresh token.' })
      await replace(id, accessToken, () => false)
    },
    source: (id) => ({
      current: async () => toSource(await current(id)),
      refresh: async (refused) => toSource(await replace(id, refused, isBrandNew)),
      // Whoever asks next must not be given it; the request that found out may not be repeatable.
      reject: (refused) => refreshBeside(id, replace(id, refused, isBrandNew)),
    }),
  }
}

function toSource({ accessToken, body }: WorkingConnection): Awaited<ReturnType<TokenSource['current']>> {
  return { accessToken, isRefreshable: body.refreshToken !== null }
}

/** A failure with a code has been an event. */
function logUnlessTold(log: VaultContext['log'], { key }: RecordId, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'record_tampered' || code === 'key_unknown') log({ reason: 'record_unreadable', key, error })
  else if (!(error instanceof Error) || error.name !== 'StagedoorError') log({ reason: 'refresh_failed', error })
}
