import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { rebasePlatform } from '@stagedoor/platforms'
import type { AdminContext } from '@stagedoor/server/admin'
import { StoreUnavailableError } from '@stagedoor/server/ports'
import { openSqliteStore } from '@stagedoor/store-sqlite'
import { CommandError } from '../commands/command-error.ts'
import { createArgon2PasswordHasher } from '../passwords/argon2-password-hasher.ts'
import type { Config } from '../serve/read-config.ts'
import type { AdminClient } from './admin-client.ts'
import { describeRefusal } from './describe-refusal.ts'
import { explainRefusal } from './refusal.ts'

/**
 * Opens the database of a platform for an operator's acts. A server may run on it meanwhile, and sees them in its next turn.
 *
 * @throws CommandError when there is none.
 */
export function createLocalClient(config: Config): AdminClient {
  if (!existsSync(config.database))
    throw new CommandError(
      `There is no database ${config.database}: start stagedoor serve once, or say which one with --config or --database.`,
    )
  const store = openStore(config.database)
  const context: AdminContext = {
    baseUrl: config.baseUrl,
    platform: rebasePlatform(config.platform, config.baseUrl),
    store,
    passwordHasher: createArgon2PasswordHasher(),
    clock: Date.now,
    now: () => Math.floor(Date.now() / 1000),
    random: (length) => randomBytes(length),
    log: ({ reason, cause }) => void process.stderr.write(`${reason}${cause instanceof Error ? `: ${cause.message}` : ''}\n`),
    operator: { kind: 'operator', id: `shell:${userInfo().username}` },
    remoteAddress: null,
  }
  return {
    async call(operation, call = {}) {
      try {
        return await operation.run(context, call)
      } catch (error) {
        const refusal = explainRefusal(error)
        throw refusal === undefined ? error : new CommandError(describeRefusal(refusal.body))
      }
    },
    close: () => store.close(),
  }
}

function openStore(path: string): ReturnType<typeof openSqliteStore> {
  try {
    // Another process serves from it: a write waits for its turn instead of giving up.
    return openSqliteStore({ path, busyTimeoutMs: 10_000 })
  } catch (error) {
    throw error instanceof StoreUnavailableError ? new CommandError(error.message) : error
  }
}
