import type { AppChange, AppDescription, ShownApp } from '@stagedoor/server/admin'
import type { AppMember } from '@stagedoor/server/ports'
import {
  addSecretOperation,
  changeAppOperation,
  createAppOperation,
  deleteAppOperation,
  disableAppOperation,
  enableAppOperation,
  findAppOperation,
  listAppsOperation,
  listSecretsOperation,
  revokeSecretOperation,
} from '../admin/app-operations.ts'
import type { AdminOperation } from '../admin/operation.ts'
import { revokeGrantsOperation } from '../admin/revocation-operations.ts'
import { addOwnerOperation, listTeamOperation } from '../admin/team-operations.ts'
import { defineAdminCommand } from './admin-command.ts'
import type { Command, CommandGroup, CommandOption, OptionValues } from './command.ts'
import { defineOperationCommand, type OperationCommand } from './operation-command.ts'
import { pageOptions, readPageOptions, showNext } from './page-options.ts'
import { readChoice } from './read-choice.ts'
import { formatMembers, formatTable, formatTime, showText } from './table.ts'
import { UsageError } from './usage-error.ts'

const clientId = '<client id>'

const describing: Readonly<Record<string, CommandOption>> = {
  name: { value: '<name>', description: 'What people read on the consent screen.' },
  'redirect-uri': { value: '<URI>', repeatable: true, description: 'Where people are sent back to; may be repeated.' },
  scope: { value: '<token>', repeatable: true, description: 'What it may ask for; may be repeated. A new app: all that the platform has.' },
  homepage: { value: '<URL>', description: 'Its own site.' },
  type: { value: '<web|native>', description: 'native: an app on a device of its people. A new app: by its redirect URIs.' },
  listed: { value: '<yes|no>', description: 'Whether the platform may show it to everybody.' },
  verified: { value: '<yes|no>', description: 'Whether people see the mark of an app that was checked.' },
}

const list = defineAdminCommand({
  name: 'apps list',
  summary: 'Lists apps, oldest first.',
  options: pageOptions,
  async run(client, options) {
    const json = await client.call(listAppsOperation, { query: readPageOptions(options) })
    const rows = json.apps.map((app) => [
      app.clientId,
      app.name,
      app.authenticationMethod === 'none' ? 'public' : 'confidential',
      stateOf(app),
    ])
    const text =
      rows.length === 0
        ? 'There are no apps yet: stagedoor apps create makes one.\n'
        : formatTable(['CLIENT ID', 'NAME', 'KIND', 'STATE'], rows)
    return { json, text: text + showNext(json.next) }
  },
})

const create = defineAdminCommand({
  name: 'apps create',
  summary: 'Registers an app, and shows its secret this once.',
  options: {
    ...describing,
    public: { description: 'Makes an app without a secret: one that runs in a browser or on a device.' },
    owner: { value: '<user>', description: 'Who looks after it in the developer portal: username, e-mail address or id.' },
  },
  async run(client, options) {
    const [name, redirectUris, owner] = [options.find('name'), options.list('redirect-uri'), options.find('owner')]
    if (name === undefined) throw new UsageError('apps create needs --name: people read it when they are asked to allow the app.')
    const json = await client.call(createAppOperation, {
      body: {
        ...readDescription(options),
        name,
        redirectUris,
        ...(options.has('public') && { authenticationMethod: 'none' }),
        ...(owner !== undefined && { owner }),
      },
    })
    const secret = json.clientSecret === null ? {} : { 'client secret': `${json.clientSecret}   (shown this once)` }
    return { json, text: formatMembers({ 'client id': json.app.clientId, ...secret }) }
  },
})

const update = defineAdminCommand({
  name: 'apps update',
  summary: 'Changes an app; what is not given stays. --redirect-uri and --scope replace the whole list.',
  argument: clientId,
  options: describing,
  async run(client, options) {
    const body = readDescription(options)
    if (Object.keys(body).length === 0)
      throw new UsageError('apps update needs something to change: stagedoor apps update --help lists what.')
    const json = await client.call(changeAppOperation, { path: { clientId: options.argument }, body })
    return { json, text: formatApp(json) }
  },
})

const remove = defineAdminCommand({
  name: 'apps delete',
  summary: 'Deletes an app for good: every token ends, its id is never given out again.',
  argument: clientId,
  options: { yes: { description: 'Says that you mean it.' } },
  async run(client, options) {
    if (!options.has('yes'))
      throw new UsageError('This cannot be undone, and people’s sign-ins to the app end: say --yes. (apps disable can be undone.)')
    const json = await client.call(deleteAppOperation, { path: { clientId: options.argument } })
    return { json, text: `Deleted. It ended ${json.grants} sign-ins of ${json.people} people.\n` }
  },
})

const secrets = defineAppCommand('secrets', {
  summary: 'Lists what is known of the secrets of an app; never a secret.',
  operation: listSecretsOperation,
  format(answer) {
    const rows = answer.secrets.map(({ id, label, ending, createdAt, lastUsedAt }) => [
      id,
      label,
      ending === null ? '-' : `…${ending}`,
      formatTime(createdAt),
      formatTime(lastUsedAt),
    ])
    return formatTable(['ID', 'LABEL', 'ENDS IN', 'MADE', 'LAST USED'], rows)
  },
})

const addSecret = defineAdminCommand({
  name: 'apps add-secret',
  summary: 'Adds a secret, two at most, so that the old one can be replaced without a pause.',
  argument: clientId,
  options: { label: { value: '<text>', description: 'What you will know it by.' } },
  async run(client, options) {
    const label = options.find('label')
    const json = await client.call(addSecretOperation, { path: { clientId: options.argument }, body: label === undefined ? {} : { label } })
    return { json, text: formatMembers({ 'client secret': `${json.clientSecret}   (shown this once)` }) }
  },
})

const revokeSecret = defineAdminCommand({
  name: 'apps revoke-secret',
  summary: 'Ends a secret of an app, at once.',
  argument: clientId,
  options: { secret: { value: '<id>', description: 'Its id in apps secrets.' } },
  async run(client, options) {
    const secretId = options.find('secret')
    if (secretId === undefined) throw new UsageError('apps revoke-secret needs --secret: stagedoor apps secrets lists the ids.')
    const json = await client.call(revokeSecretOperation, { path: { clientId: options.argument, secretId } })
    return { json, text: 'Revoked.\n' }
  },
})

const team = defineAppCommand('team', {
  summary: 'Lists who looks after an app in the developer portal.',
  operation: listTeamOperation,
  format: ({ members }) => formatTeam(members),
})

const addOwner = defineAdminCommand({
  name: 'apps add-owner',
  summary: 'Makes somebody an owner of an app, as when its owners are gone.',
  argument: clientId,
  options: { user: { value: '<user>', description: 'Who: username, e-mail address or id.' } },
  async run(client, options) {
    const user = options.find('user')
    if (user === undefined) throw new UsageError('apps add-owner needs --user: who shall look after the app.')
    const json = await client.call(addOwnerOperation, { path: { clientId: options.argument }, body: { user } })
    return { json, text: formatTeam(json.members) }
  },
})

const signOut = defineAdminCommand({
  name: 'apps sign-out',
  summary: 'Ends every sign-in to an app, or those of one person.',
  argument: clientId,
  options: { user: { value: '<user>', description: 'Only those of this person: username, e-mail address or id.' } },
  async run(client, options) {
    const user = options.find('user')
    const json = await client.call(revokeGrantsOperation, { body: { clientId: options.argument, ...(user !== undefined && { user }) } })
    return { json, text: `Ended ${json.revoked} sign-ins.\n` }
  },
})

/** `stagedoor apps …`. */
export const apps: CommandGroup = {
  name: 'apps',
  summary: 'Lists, registers and changes the apps of a served platform.',
  commands: [
    list,
    showing('show', findAppOperation, 'Shows an app.'),
    create,
    update,
    showing('disable', disableAppOperation, 'Lets an app do nothing from now on; what it holds rests.'),
    showing('enable', enableAppOperation, 'Lets an app go on that was disabled.'),
    remove,
    secrets,
    addSecret,
    revokeSecret,
    team,
    addOwner,
    signOut,
  ],
}

function showing(word: string, operation: AdminOperation<ShownApp>, summary: string): Command {
  return defineAppCommand(word, { summary, operation, format: formatApp })
}

function defineAppCommand<Answer>(word: string, command: Pick<OperationCommand<Answer>, 'summary' | 'operation' | 'format'>): Command {
  return defineOperationCommand({ ...command, name: `apps ${word}`, argument: clientId, parameter: 'clientId' })
}

function formatTeam(members: readonly AppMember[]): string {
  if (members.length === 0) return 'Nobody: stagedoor apps add-owner names somebody.\n'
  return formatTable(
    ['USERNAME', 'ROLE', 'SINCE', 'ID'],
    members.map(({ username, role, addedAt, userId }) => [username, role, formatTime(addedAt), userId]),
  )
}

function readDescription(options: OptionValues): AppChange & Partial<AppDescription> {
  const [name, homepage, redirectUris, scope] = [
    options.find('name'),
    options.find('homepage'),
    options.list('redirect-uri'),
    options.list('scope'),
  ]
  const type = readChoice(options, 'type', ['web', 'native'])
  const [listed, verified] = [readChoice(options, 'listed', ['yes', 'no']), readChoice(options, 'verified', ['yes', 'no'])]
  return {
    ...(name !== undefined && { name }),
    ...(homepage !== undefined && { homepage }),
    ...(redirectUris.length > 0 && { redirectUris }),
    ...(scope.length > 0 && { scope: scope.flatMap((each) => each.split(' ')) }),
    ...(type !== undefined && { applicationType: type }),
    ...(listed !== undefined && { listed: listed === 'yes' }),
    ...(verified !== undefined && { verified: verified === 'yes' }),
  }
}

function formatApp(app: ShownApp): string {
  return formatMembers({
    'client id': app.clientId,
    name: app.name,
    state: stateOf(app),
    homepage: app.homepage ?? '-',
    kind: `${app.applicationType}, ${app.authenticationMethod}`,
    'redirect URIs': app.redirectUris,
    scope: showText(app.scope.join(' ')),
    listed: app.listed ? 'yes' : 'no',
    version: String(app.version),
    made: formatTime(app.createdAt),
  })
}

function stateOf({ disabledAt, verified }: ShownApp): string {
  if (disabledAt !== null) return `disabled since ${formatTime(disabledAt)}`
  return verified ? 'verified' : 'active'
}
