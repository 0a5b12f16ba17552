import type { DatabaseSync } from 'node:sqlite'
import type { Client, Store } from '@stagedoor/server/ports'
import { AccessTokenMemory } from './access-token-memory.ts'
import { createAccessTokenStore } from './access-token-store.ts'
import { createAccountStore } from './account-store.ts'
import { createAppStore } from './app-store.ts'
import { createAttemptStore } from './attempt-store.ts'
import { createAuditLog } from './audit-log.ts'
import { createAuthorizationCodeStore } from './authorization-code-store.ts'
import { createAuthorizationTransactionStore } from './authorization-transaction-store.ts'
import { createAuthorizedAppStore } from './authorized-app-store.ts'
import { createBrowserSessionStore } from './browser-session-store.ts'
import { prepareReadChanges } from './change-watch.ts'
import { createClientStore } from './client-store.ts'
import { CommitGroup, type CommitGroupOptions } from './commit-group.ts'
import { createConsentStore } from './consent-store.ts'
import { createDeviceCodeStore } from './device-code-store.ts'
import { prepareDeleteExpired } from './expired-rows.ts'
import { createGrantStore } from './grant-store.ts'
import { openDatabase } from './open-database.ts'
import { createOperatorStore } from './operator-store.ts'
import { createPersonalTokenStore } from './personal-token-store.ts'
import { createRefreshTokenStore } from './refresh-token-store.ts'
import { RowMemory } from './row-memory.ts'
import { createSecondFactorStore } from './second-factor-store.ts'
import { createSignInLogStore } from './sign-in-log-store.ts'
import { createSigningKeyStore } from './signing-key-store.ts'
import { createUpstreamAccountStore } from './upstream-account-store.ts'
import { createUserStore } from './user-store.ts'
import { createWalletStore } from './wallet-store.ts'

/** Bounds the memory, not the registry. */
const REMEMBERED_CLIENTS = 1000

export interface SqliteStoreOptions {
  /** The file; made, readable by its owner alone, when it is not there. `:memory:` keeps nothing. */
  readonly path: string
  /** Pages of the database kept in memory, in KiB; 4 MiB by default, as the operating system keeps the rest. */
  readonly cacheKib?: number
  /** How long a write waits, with the whole process, for another process that writes; 1000 ms by default. */
  readonly busyTimeoutMs?: number
  /** Called after a commit that took {@link SqliteStoreOptions.slowCommitMs} or longer: the disk is the bottleneck. */
  readonly onSlow?: (commit: { readonly acts: number; readonly milliseconds: number }) => void
  /** 100 ms by default. */
  readonly slowCommitMs?: number
}

/**
 * Opens a store on one SQLite file: durable (WAL, `synchronous=FULL`), and fast by group commit.
 * Another process may open the same file, to look or to administer; one process at a time should serve from it.
 *
 * @throws StoreUnavailableError for a file that is not a database, is another program's, is newer than this code, or cannot be opened.
 */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const { path, cacheKib = 4 * 1024, busyTimeoutMs = 1000, onSlow, slowCommitMs = 100 } = options
  const database = openDatabase({ path, cacheKib, busyTimeoutMs })
  return createStoreOn(database, {
    schedule: setImmediate,
    onCommit: onSlow && ((commit) => commit.milliseconds >= slowCommitMs && onSlow(commit)),
  })
}

/** Puts a store on a database that is open and migrated, and gives the database to it. */
export function createStoreOn(database: DatabaseSync, options: CommitGroupOptions): Store {
  const group = new CommitGroup(database, options)
  const readChanges = prepareReadChanges(database, options.schedule)
  const memory = new AccessTokenMemory(readChanges)
  const clients = new RowMemory<Client>(readChanges, REMEMBERED_CLIENTS)

  return {
    users: createUserStore(database, group),
    clients: createClientStore(database, group, clients),
    apps: createAppStore(database, group, { clients, accessTokens: memory }),
    browserSessions: createBrowserSessionStore(database, group),
    transactions: createAuthorizationTransactionStore(database, group),
    consents: createConsentStore(database, group),
    codes: createAuthorizationCodeStore(database, group, memory),
    deviceCodes: createDeviceCodeStore(database, group),
    grants: createGrantStore(database, group, memory),
    refreshTokens: createRefreshTokenStore(database, group, memory),
    authorizedApps: createAuthorizedAppStore(database, group, memory),
    accessTokens: createAccessTokenStore(database, group, memory),
    signingKeys: createSigningKeyStore(database, group, readChanges),
    wallets: createWalletStore(database, group),
    accounts: createAccountStore(database, group, memory),
    secondFactors: createSecondFactorStore(database, group),
    upstreamAccounts: createUpstreamAccountStore(database, group, memory),
    attempts: createAttemptStore(database, group),
    audit: createAuditLog(database, group),
    operator: createOperatorStore(database, group, { clients, accessTokens: memory }),
    signInLog: createSignInLogStore(database, group),
    personalTokens: createPersonalTokenStore(database, group, memory),
    deleteExpired: prepareDeleteExpired(database, group),
    async close() {
      await group.close()
      if (database.isOpen) database.close()
    },
  }
}
