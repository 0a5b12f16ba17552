import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { VaultStore } from '@stagedoor/vault'
import { CommandError } from '../commands/command-error.ts'
import { UsageError } from '../commands/usage-error.ts'
import { describeFailure } from './describe-failure.ts'
import type { VaultConfig } from './vault-config.ts'

const EXAMPLES = 'sqlite:vault.db, postgres://…, redis://… or mongodb://…'

/**
 * Opens the store that a text names, and asks it for one record, so that what is wrong with it is said before anything is done.
 *
 * Each driver is loaded when its store is: nobody needs those of the others.
 *
 * @throws UsageError for a text that names none. @throws CommandError when it is not there, does not answer, or its driver is not installed.
 */
export async function openStore(text: string, config: VaultConfig): Promise<VaultStore> {
  try {
    const store = await makeStore(text, config)
    await store.list({ collection: 'connection', limit: 1 })
    return store
  } catch (error) {
    if (error instanceof UsageError || error instanceof CommandError) throw error
    throw new CommandError(hidePassword(`The store cannot be used. ${describeFailure(error)}`, text))
  }
}

async function makeStore(text: string, { folder, schema, prefix, collection }: VaultConfig): Promise<VaultStore> {
  const scheme = /^([a-z][a-z+]*):/i.exec(text)?.[1]?.toLowerCase()
  const named = { ...(prefix !== undefined && { prefix }) }
  switch (scheme) {
    case 'sqlite':
      return openFile(resolve(folder, text.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')))
    case 'postgres':
    case 'postgresql': {
      const { postgresStore } = await import('@stagedoor/vault/postgres')
      return postgresStore({ url: checkUrl(text), ...named, ...(schema !== undefined && { schema }) })
    }
    case 'redis':
    case 'rediss': {
      const { redisStore } = await import('@stagedoor/vault/redis')
      return redisStore({ url: checkUrl(text), ...named })
    }
    case 'mongodb':
    case 'mongodb+srv': {
      const { mongodbStore } = await import('@stagedoor/vault/mongodb')
      return mongodbStore({ url: text, ...(collection !== undefined && { collection }) })
    }
    default:
      throw new UsageError(`The store is one of ${EXAMPLES}${existsSync(text) ? ` For this file: sqlite:${text}` : ''}`)
  }
}

/** A vault that is looked at must be there: a mistyped path would make an empty one. */
async function openFile(path: string): Promise<VaultStore> {
  if (!existsSync(path))
    throw new CommandError(`There is no vault ${path}: your app makes it, when it connects somebody for the first time.`)
  const { sqliteStore } = await import('@stagedoor/vault/sqlite')
  return sqliteStore(path)
}

function checkUrl(text: string): string {
  if (!URL.canParse(text))
    throw new UsageError('The URL of the store cannot be read: characters of a password such as @ : / # are written as %40 %3A %2F %23.')
  return text
}

/** Drivers write their own messages. */
function hidePassword(message: string, url: string): string {
  const password = URL.canParse(url) ? new URL(url).password : ''
  return password === ''
    ? message
    : message.replaceAll(url, 'the store').replaceAll(password, '…').replaceAll(decodeURIComponent(password), '…')
}
