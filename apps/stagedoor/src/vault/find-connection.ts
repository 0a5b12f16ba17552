import type { Connection, ConnectionSummary } from '@stagedoor/vault'
import type { CommandOption, OptionValues } from '../commands/command.ts'
import { CommandError } from '../commands/command-error.ts'
import { suggest } from '../commands/suggest.ts'
import { UsageError } from '../commands/usage-error.ts'
import type { OpenedVault } from './define-vault-command.ts'
import { variableOf } from './register-platforms.ts'

export const userArgument = '<user id>'

export const platformOption: CommandOption = { value: '<id>', description: 'Which platform, where the person is connected to several.' }

/** Finds the one connection that a command is about. @throws CommandError, UsageError when there is none, or more than one. */
export async function findSummary({ vault }: Pick<OpenedVault, 'vault'>, options: OptionValues): Promise<ConnectionSummary> {
  const userId = options.argument
  const platform = options.find('platform')
  const all = await vault.list(userId)
  const ids = all.map((summary) => summary.platform)
  const found = platform === undefined ? all : all.filter((summary) => summary.platform === platform)
  const [first] = found
  if (first === undefined) {
    const to =
      platform === undefined || ids.length === 0
        ? ''
        : ` to ${JSON.stringify(platform)}.${suggest(platform, ids)} There is: ${ids.join(', ')}`
    throw new CommandError(`${JSON.stringify(userId)} is not connected${to}. (not_connected)`)
  }
  if (found.length > 1) throw new UsageError(`${JSON.stringify(userId)} is connected to ${ids.join(', ')}: say which with --platform.`)
  return first
}

/** Finds it for an act that asks the platform. @throws also CommandError where the command does not know your app there. */
export async function findConnection(opened: OpenedVault, options: OptionValues): Promise<Connection> {
  const { userId, platform } = await findSummary(opened, options)
  checkRegistered(opened, [platform])
  return opened.vault.connection(userId, platform)
}

/** @throws CommandError that shows how a platform is made known. */
export function checkRegistered({ vault }: Pick<OpenedVault, 'vault'>, platforms: readonly string[]): void {
  const missing = platforms.find((id) => !vault.platforms.some((known) => known.id === id))
  if (missing === undefined) return
  throw new CommandError(
    [
      `This command does not know how your app is registered at ${JSON.stringify(missing)}. (unknown_platform) In stagedoor.vault.json:`,
      `  ${JSON.stringify({ platforms: { [missing]: { clientId: '…' } } })}`,
      `and its secret in ${variableOf(missing, 'CLIENT_SECRET')}; a platform that Stagedoor knows needs no file, only ${variableOf(missing, 'CLIENT_ID')}.`,
    ].join('\n'),
  )
}
