import { type ConnectedAccount, connectionKey } from '@stagedoor/vault'
import type { Command } from '../commands/command.ts'
import { CommandError } from '../commands/command-error.ts'
import { formatTime, showText } from '../commands/table.ts'
import { UsageError } from '../commands/usage-error.ts'
import { checkKeys } from './check-keys.ts'
import { defineVaultCommand, type OpenedVault, type Shown } from './define-vault-command.ts'
import { describeFailure, readCode } from './describe-failure.ts'
import { findConnection, findSummary, platformOption, userArgument } from './find-connection.ts'

export const test: Command = defineVaultCommand({
  name: 'vault test',
  summary: 'Asks the platform whether a connection works, and whose it is.',
  notes: ['A token that is over is refreshed first, as your app would. Ends with 0 when it works, with 1 when it does not.'],
  needsKeys: () => true,
  argument: userArgument,
  options: { platform: platformOption },
  async run(opened, options) {
    const connection = await findConnection(opened, options)
    const { userId, platform } = connection
    try {
      const account = await connection.test()
      return { json: { userId, platform, works: true, account }, text: `${platform} works: it is ${nameOf(account)}.\n` }
    } catch (error) {
      const { code, action } = readCode(error)
      if (code === undefined) throw error
      const text = `${platform} does not work. ${describeFailure(error)}\n`
      return { json: { userId, platform, works: false, error: code, action: action ?? null }, text, code: 1 }
    }
  },
})

export const refresh: Command = defineVaultCommand({
  name: 'vault refresh',
  summary: 'Refreshes one connection now, whether it is time or not.',
  notes: ['Safe beside your running app: whoever refreshes has the lease, and the others wait.'],
  needsKeys: () => true,
  argument: userArgument,
  options: { platform: platformOption },
  async run({ vault, ...rest }, options) {
    const connection = await findConnection({ vault, ...rest }, options)
    await connection.refresh()
    const { userId, platform, expiresAt } = await vault.connection(connection.userId, connection.platform)
    const until = expiresAt === null ? '' : ` It is good until ${formatTime(expiresAt)} UTC.`
    return { json: { userId, platform, expiresAt }, text: `${platform} gave a new token.${until}\n` }
  },
})

export const disconnect: Command = defineVaultCommand({
  name: 'vault disconnect',
  summary: 'Revokes a connection at the platform, then erases it.',
  notes: ['Only the person can make it again, by connecting.'],
  needsKeys: (options) => options.has('yes') && !options.has('erase-only'),
  argument: userArgument,
  options: {
    platform: platformOption,
    yes: { description: 'Says that you mean it.' },
    'erase-only': {
      description:
        'Erases without asking the platform: where its keys are lost, or your app is gone there. Tokens stay good until they end.',
    },
  },
  async run(opened, options) {
    const { userId, platform } = await findSummary(opened, options)
    if (!options.has('yes'))
      throw new UsageError(
        `This ends the connection of ${JSON.stringify(userId)} to ${platform}, and only they can make it again: say --yes.`,
      )
    return options.has('erase-only') ? erase(opened, { userId, platform }) : revoke(opened, options)
  },
})

async function revoke(opened: OpenedVault, options: Parameters<typeof findConnection>[1]): Promise<Shown> {
  const connection = await findConnection(opened, options)
  const record = await opened.store.read(connectionKey(connection.userId, connection.platform))
  // Erased it would be all the same, and its tokens would go on working.
  if (record !== undefined) checkKeys(opened, [record])
  const { revoked } = await connection.disconnect()
  const words = revoked ? 'Revoked at the platform, and erased.' : 'Erased. The platform did not confirm that it revoked anything.'
  return { json: { userId: connection.userId, platform: connection.platform, revoked }, text: `${words}\n` }
}

async function erase({ store }: OpenedVault, { userId, platform }: { readonly userId: string; readonly platform: string }): Promise<Shown> {
  const id = connectionKey(userId, platform)
  for (let attempt = 0; attempt < 20; attempt++) {
    const record = await store.read(id)
    if (record === undefined || (await store.erase(id, record.version)))
      return { json: { userId, platform, revoked: false }, text: 'Erased. The platform was not asked.\n' }
  }
  throw new CommandError('Your app is writing this connection all the time: try again.')
}

function nameOf({ id, handle, name }: ConnectedAccount): string {
  const [first] = [handle, name].filter((each) => each !== null)
  return showText(first === undefined ? id : `${first} (${id})`)
}
