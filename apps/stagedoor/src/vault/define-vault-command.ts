import { randomBytes } from 'node:crypto'
import {
  createKeyText,
  createVault,
  keysFromEnvironment,
  type Vault,
  VaultError,
  type VaultKey,
  type VaultStore,
  VaultStoreUnavailableError,
} from '@stagedoor/vault'
import type { Command, CommandOption, OptionValues } from '../commands/command.ts'
import { CommandError } from '../commands/command-error.ts'
import { UsageError } from '../commands/usage-error.ts'
import { readVariable } from '../serve/environment-settings.ts'
import { describeFailure } from './describe-failure.ts'
import { openStore } from './open-store.ts'
import { registerPlatforms } from './register-platforms.ts'
import { defaultVaultConfigFile, readVaultConfig } from './vault-config.ts'

/** A vault that was opened for a command. */
export interface OpenedVault {
  readonly vault: Vault
  readonly store: VaultStore
  /** Ids of the keys that the command was given, the one that seals first. */
  readonly keyIds: readonly string[]
}

/** What a command shows: for a program, and for a person. */
export interface Shown {
  readonly json: unknown
  readonly text: string
  /** Exit code; default 0. */
  readonly code?: number
}

/** A command on a vault; how that is found and how the answer is shown is the same for all. */
export interface VaultCommand {
  readonly name: string
  readonly summary: string
  readonly notes?: readonly string[]
  readonly argument?: string
  readonly options?: Readonly<Record<string, CommandOption>>
  /** Whether it opens tokens, called like this. What does not works without a key, and where a key service has them. */
  readonly needsKeys: (options: OptionValues) => boolean
  readonly run: (opened: OpenedVault, options: OptionValues) => Promise<Shown>
}

const ownOptions: Readonly<Record<string, CommandOption>> = {
  store: {
    value: '<URL>',
    description:
      'Where the vault is: sqlite:<file>, postgres://…, redis://…, mongodb://…. Default: STAGEDOOR_VAULT_STORE, then the configuration.',
  },
  config: { value: '<file>', description: `How your app makes its vault. Default: ${defaultVaultConfigFile}, when there is one.` },
  json: { description: 'Writes JSON for a program.' },
}

/** Makes a command on a vault. */
export function defineVaultCommand({ run, needsKeys, options = {}, ...command }: VaultCommand): Command {
  return {
    ...command,
    options: { ...options, ...ownOptions },
    async run(values) {
      const opened = await openVault(values, needsKeys(values))
      try {
        const { json, text, code = 0 } = await run(opened, values)
        process.stdout.write(values.has('json') ? `${JSON.stringify(json)}\n` : text)
        return code
      } catch (error) {
        throw isExpected(error) ? new CommandError(describeFailure(error)) : error
      } finally {
        await opened.vault.close()
      }
    },
  }
}

async function openVault(values: OptionValues, needsKeys: boolean): Promise<OpenedVault> {
  const config = readVaultConfig(values.find('config'))
  const store = values.find('store') ?? readSetting('STAGEDOOR_VAULT_STORE') ?? config.store
  if (store === undefined)
    throw new UsageError(
      'Say where the vault is: --store sqlite:vault.db, or STAGEDOOR_VAULT_STORE, which also keeps a password off the command line.',
    )
  const given = readSetting('STAGEDOOR_VAULT_KEYS')
  if (needsKeys && given === undefined)
    throw new UsageError(
      'Put the keys that your app has into STAGEDOOR_VAULT_KEYS, or name their file in STAGEDOOR_VAULT_KEYS_FILE. A first one: stagedoor vault new-key',
    )
  const keys =
    needsKeys && given !== undefined ? readKeys(given) : keysFromEnvironment({ STAGEDOOR_VAULT_KEYS: createKeyText(randomBytes) })
  const platforms = await registerPlatforms(config, process.env)
  const opened = await openStore(store, config)
  const { requestTimeoutSeconds, refreshIdleAfterSeconds } = config
  try {
    const vault = createVault({
      store: opened,
      keys,
      platforms,
      ...(requestTimeoutSeconds !== undefined && { requestTimeoutSeconds }),
      ...(refreshIdleAfterSeconds !== undefined && { refreshIdleAfterSeconds }),
    })
    return { vault, store: opened, keyIds: keys.map(({ id }) => id) }
  } catch (error) {
    await opened.close()
    throw isExpected(error) ? new CommandError(describeFailure(error)) : error
  }
}

function readKeys(text: string): readonly VaultKey[] {
  try {
    return keysFromEnvironment({ STAGEDOOR_VAULT_KEYS: text })
  } catch (error) {
    throw isExpected(error) ? new CommandError(describeFailure(error)) : error
  }
}

function readSetting(variable: string): string | undefined {
  const found = readVariable(process.env, variable)
  if (found !== undefined && 'problem' in found) throw new CommandError(found.problem)
  return found?.text
}

/** What a vault, a platform or a database says has a code; all else is a bug, and shown whole. */
function isExpected(error: unknown): boolean {
  if (error instanceof VaultError || error instanceof VaultStoreUnavailableError) return true
  return error instanceof Error && error.name === 'StagedoorError'
}
