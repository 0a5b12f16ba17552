import { resolve } from 'node:path'
import type { AdminClient } from '../admin/admin-client.ts'
import { isOperatorToken } from '../admin/operator-token.ts'
import { readVariable } from '../serve/environment-settings.ts'
import { defaultConfigFile, readConfig } from '../serve/read-config.ts'
import type { Command, CommandOption, OptionValues } from './command.ts'
import { CommandError } from './command-error.ts'
import { UsageError } from './usage-error.ts'

/** What an operator's command shows: for a program, and for a person. */
export interface Shown {
  readonly json: unknown
  readonly text: string
}

/** A command of an operator; where it acts and how it answers is the same for all. */
export interface AdminCommand {
  /** As typed: `apps list`. */
  readonly name: string
  readonly summary: string
  readonly argument?: string
  readonly options?: Readonly<Record<string, CommandOption>>
  readonly run: (client: AdminClient, options: OptionValues) => Promise<Shown>
  /** With the switch `--follow`: shows what comes, until somebody ends the command. */
  readonly follow?: (client: AdminClient, options: OptionValues) => AsyncIterable<Shown>
}

const ownOptions: Readonly<Record<string, CommandOption>> = {
  config: {
    value: '<file>',
    description: `Configuration of the platform on this machine. Default: ${defaultConfigFile}, and STAGEDOOR_* variables.`,
  },
  database: { value: '<file>', description: 'Its SQLite file, where it is another than the configuration says.' },
  url: {
    value: '<base URL>',
    description:
      'Acts over the admin API of a server instead, with the token in STAGEDOOR_OPERATOR_TOKEN or STAGEDOOR_OPERATOR_TOKEN_FILE.',
  },
  json: { description: 'Writes JSON for a program.' },
}

/** Makes a command of an operator's act. */
export function defineAdminCommand({ run, follow, options = {}, ...command }: AdminCommand): Command {
  return {
    ...command,
    options: { ...options, ...ownOptions },
    async run(values) {
      const client = await openClient(values)
      try {
        const write = ({ json, text }: Shown): boolean => process.stdout.write(values.has('json') ? `${JSON.stringify(json)}\n` : text)
        if (follow === undefined || !values.has('follow')) write(await run(client, values))
        else for await (const shown of follow(client, values)) write(shown)
        return 0
      } finally {
        await client.close()
      }
    },
  }
}

async function openClient(values: OptionValues): Promise<AdminClient> {
  const url = values.find('url') ?? process.env['STAGEDOOR_ADMIN_URL']
  if (url !== undefined) return openRemoteClient(url, values)
  const database = values.find('database')
  const environment = { ...process.env, ...(database !== undefined && { STAGEDOOR_DATABASE: resolve(database) }) }
  const config = await readConfig({ file: values.find('config'), environment, purpose: 'administer' })
  const { createLocalClient } = await import('../admin/local-client.ts')
  return createLocalClient(config)
}

async function openRemoteClient(url: string, values: OptionValues): Promise<AdminClient> {
  if (values.has('config') || values.has('database'))
    throw new UsageError('--url acts on another server, --config and --database on this machine: give one of them.')
  if (!URL.canParse(url) || !isSafe(new URL(url)))
    throw new UsageError('--url is the base URL of the server, as https://login.example: a token is not sent over plain http.')
  const token = readVariable(process.env, 'STAGEDOOR_OPERATOR_TOKEN')
  if (token === undefined)
    throw new UsageError('Put an operator token into STAGEDOOR_OPERATOR_TOKEN, or name its file in STAGEDOOR_OPERATOR_TOKEN_FILE.')
  if ('problem' in token) throw new CommandError(token.problem)
  if (!isOperatorToken(token.text)) throw new CommandError(`${token.variable} holds no operator token: is it whole?`)
  const { createRemoteClient } = await import('../admin/remote-client.ts')
  return createRemoteClient({ url, token: token.text, fetch })
}

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname))
}
