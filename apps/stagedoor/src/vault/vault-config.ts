import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { integer, maxValue, minLength, minValue, number, optional, pipe, record, safeParse, strictObject, string } from 'valibot'
import { CommandError } from '../commands/command-error.ts'
import { UsageError } from '../commands/usage-error.ts'
import { describeIssue } from '../input/describe-issue.ts'

const text = pipe(string('must be text.'), minLength(1, 'must not be empty.'))
const seconds = (most: number) => {
  const words = `must be a whole number of seconds, from 1 to ${most}.`
  return pipe(number(words), integer(words), minValue(1, words), maxValue(most, words))
}

const platform = strictObject(
  {
    platform: optional(text),
    clientId: optional(text),
    clientSecret: optional(text),
    redirectUri: optional(text),
    baseUrl: optional(text),
  },
  'takes platform, clientId, clientSecret, redirectUri and baseUrl.',
)

const vaultConfig = strictObject(
  {
    $schema: optional(text),
    store: optional(text),
    schema: optional(text),
    prefix: optional(text),
    collection: optional(text),
    requestTimeoutSeconds: optional(seconds(60)),
    refreshIdleAfterSeconds: optional(seconds(10 * 365 * 86_400)),
    platforms: optional(
      record(string(), platform, 'must be an object: the id of each platform in your vault, and how your app is registered there.'),
    ),
  },
  'takes store, schema, prefix, collection, requestTimeoutSeconds, refreshIdleAfterSeconds and platforms.',
)

/** How your app is registered at a platform, as the file and the environment say it. */
export interface PlatformConfig {
  /** Id of a described platform, or a file that describes one; absent: the name it has in the vault. */
  readonly platform?: string | undefined
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  readonly redirectUri?: string | undefined
  readonly baseUrl?: string | undefined
}

/** What `stagedoor vault` is told by `stagedoor.vault.json`: the vault as your app makes it. */
export interface VaultConfig {
  /** Relative paths lead from here. */
  readonly folder: string
  readonly store?: string | undefined
  readonly schema?: string | undefined
  readonly prefix?: string | undefined
  readonly collection?: string | undefined
  readonly requestTimeoutSeconds?: number | undefined
  readonly refreshIdleAfterSeconds?: number | undefined
  readonly platforms: Readonly<Record<string, PlatformConfig>>
}

export const defaultVaultConfigFile = 'stagedoor.vault.json'

/**
 * Reads the configuration of a vault.
 *
 * @param named - As typed after `--config`; absent for {@link defaultVaultConfigFile}, when there is one.
 * @throws UsageError for a file that was named and is not there. @throws CommandError with everything that is wrong in it.
 */
export function readVaultConfig(named: string | undefined): VaultConfig {
  const file = resolve(named ?? defaultVaultConfigFile)
  if (!existsSync(file)) {
    if (named !== undefined) throw new UsageError(`There is no configuration file ${named}.`)
    return { folder: process.cwd(), platforms: {} }
  }
  const result = safeParse(vaultConfig, readJson(file))
  if (result.success) return { ...result.output, folder: dirname(file), platforms: result.output.platforms ?? {} }
  throw new CommandError([`${file} cannot be used:`, ...result.issues.map((issue) => `  ${describeIssue(issue)}`)].join('\n'))
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    // The words of a JSON error may quote a secret that stands there.
    throw new CommandError(`${file} ${error instanceof SyntaxError ? 'is not JSON' : 'cannot be read by this account'}.`)
  }
}
