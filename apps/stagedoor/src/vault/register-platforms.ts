import { type RegisteredPlatform, registration } from '@stagedoor/vault'
import { CommandError } from '../commands/command-error.ts'
import { knownPlatforms } from '../emulator/known-platforms.ts'
import { readVariable } from '../serve/environment-settings.ts'
import { findPlatform } from '../serve/find-platform.ts'
import type { PlatformConfig, VaultConfig } from './vault-config.ts'

/** Begins the name of every variable of a platform: `STAGEDOOR_VAULT_SOUNDCLOUD_CLIENT_SECRET`. */
export function variableOf(id: string, setting: 'CLIENT_ID' | 'CLIENT_SECRET'): string {
  return `STAGEDOOR_VAULT_${id.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_${setting}`
}

/**
 * Makes the platforms that a configuration has, with what the environment has over it. A known platform needs no file: its variables do.
 *
 * @throws CommandError for a platform that nobody knows, or a description that cannot be read.
 */
export async function registerPlatforms(config: VaultConfig, environment: NodeJS.ProcessEnv): Promise<readonly RegisteredPlatform[]> {
  const ids = new Set([...Object.keys(config.platforms), ...knownPlatforms.map(({ id }) => id)])
  const registered: RegisteredPlatform[] = []
  for (const id of ids) {
    const written = config.platforms[id]
    const clientId = readSecret(environment, variableOf(id, 'CLIENT_ID')) ?? written?.clientId
    const clientSecret = readSecret(environment, variableOf(id, 'CLIENT_SECRET')) ?? written?.clientSecret
    if (written !== undefined || clientId !== undefined)
      registered.push(await register(id, { ...written, clientId, clientSecret }, config.folder))
  }
  return registered
}

async function register(
  id: string,
  { platform = id, clientId, clientSecret, redirectUri, baseUrl }: PlatformConfig,
  folder: string,
): Promise<RegisteredPlatform> {
  const problems: string[] = []
  const description = await findPlatform(platform, folder, problems)
  if (description === undefined) throw new CommandError(`platforms.${id}: ${problems.join(' ')}`)
  return registration({ platform: description, id, clientId, clientSecret, redirectUri, baseUrl })
}

function readSecret(environment: NodeJS.ProcessEnv, variable: string): string | undefined {
  const found = readVariable(environment, variable)
  if (found !== undefined && 'problem' in found) throw new CommandError(found.problem)
  return found?.text
}
