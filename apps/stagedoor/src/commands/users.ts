import { text } from 'node:stream/consumers'
import type { NewAccount, ShownUser } from '@stagedoor/server/admin'
import type { AdminOperation } from '../admin/operation.ts'
import {
  createPasswordLinkOperation,
  createUserOperation,
  disableUserOperation,
  enableUserOperation,
  findUserOperation,
  listUsersOperation,
  removeSecondFactorsOperation,
  signOutUserOperation,
  unverifyUserOperation,
  verifyUserOperation,
} from '../admin/user-operations.ts'
import { defineAdminCommand } from './admin-command.ts'
import type { Command, CommandGroup, OptionValues } from './command.ts'
import { defineOperationCommand, type OperationCommand } from './operation-command.ts'
import { pageOptions, readPageOptions, showNext } from './page-options.ts'
import { formatMembers, formatTable, formatTime } from './table.ts'

const list = defineAdminCommand({
  name: 'users list',
  summary: 'Lists accounts, oldest first.',
  options: pageOptions,
  async run(client, options) {
    const json = await client.call(listUsersOperation, { query: readPageOptions(options) })
    const rows = json.users.map((each) => [each.username, each.name, each.email ?? '-', stateOf(each), each.id])
    const table =
      rows.length === 0
        ? 'There is nobody yet: stagedoor users create adds somebody.\n'
        : formatTable(['USERNAME', 'NAME', 'E-MAIL', 'STATE', 'ID'], rows)
    return { json, text: table + showNext(json.next) }
  },
})

const create = defineAdminCommand({
  name: 'users create',
  summary: 'Adds an account, and shows a link by which its person sets a password.',
  argument: '<username>',
  options: {
    name: { value: '<name>', description: 'What others read. Default: the username.' },
    email: { value: '<address>', description: 'You vouch for it: it counts as proven.' },
    'password-stdin': { description: 'Reads the password from standard input; then there is no link.' },
  },
  async run(client, options) {
    const hasPassword = options.has('password-stdin')
    const account = await client.call(createUserOperation, { body: await readAccount(options) })
    const link = hasPassword ? null : await client.call(createPasswordLinkOperation, { path: { user: account.id } })
    const shown = link === null ? '' : `\nFor its person alone, within a day: set a password at\n${link.url}\n`
    return { json: { user: account, passwordLink: link }, text: formatUser(account) + shown }
  },
})

const signOut = defineUserCommand('sign-out', {
  summary: 'Ends every browser session of an account and everything that apps hold of it.',
  operation: signOutUserOperation,
  format: ({ sessions, grants }) => `Ended ${sessions} browser sessions and ${grants} sign-ins to apps.\n`,
})

const passwordLink = defineUserCommand('password-link', {
  summary: 'Makes a link by which a person sets a new password, once, within a day. Whoever has it has the account.',
  operation: createPasswordLinkOperation,
  format: ({ url }) => `${url}\n`,
})

const removeFactors = defineUserCommand('remove-second-factors', {
  summary: 'Takes authenticator app and passkeys from an account whose person has lost them. Be sure first who asks.',
  operation: removeSecondFactorsOperation,
  format({ authenticatorApp, passkeys }) {
    const app = authenticatorApp ? 'the authenticator app' : 'no authenticator app'
    return `Removed ${app} and ${passkeys} passkeys; every browser is signed out.\n`
  },
})

/** `stagedoor users …`. */
export const users: CommandGroup = {
  name: 'users',
  summary: 'Lists, adds and changes the accounts of a served platform.',
  commands: [
    list,
    showing('show', findUserOperation, 'Shows an account.'),
    create,
    showing('disable', disableUserOperation, 'Lets an account do nothing from now on; its sessions and tokens rest.'),
    showing('enable', enableUserOperation, 'Lets an account go on that was disabled.'),
    showing('verify', verifyUserOperation, 'Gives an account the platform’s check mark.'),
    showing('unverify', unverifyUserOperation, 'Takes the platform’s check mark away.'),
    signOut,
    removeFactors,
    passwordLink,
  ],
}

function showing(word: string, operation: AdminOperation<ShownUser>, summary: string): Command {
  return defineUserCommand(word, { summary, operation, format: formatUser })
}

function defineUserCommand<Answer>(word: string, command: Pick<OperationCommand<Answer>, 'summary' | 'operation' | 'format'>): Command {
  return defineOperationCommand({
    ...command,
    name: `users ${word}`,
    argument: '<username, e-mail address or id>',
    parameter: 'user',
  })
}

async function readAccount(options: OptionValues): Promise<NewAccount> {
  const [name, email] = [options.find('name'), options.find('email')]
  const password = options.has('password-stdin') ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined
  return {
    username: options.argument,
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(password !== undefined && { password }),
  }
}

function formatUser(account: ShownUser): string {
  return formatMembers({
    username: account.username,
    name: account.name,
    'e-mail': account.email === null ? '-' : `${account.email}${account.emailVerified ? '' : ' (not proven)'}`,
    state: stateOf(account),
    password: account.hasPassword ? 'set' : 'none yet',
    id: account.id,
    made: formatTime(account.createdAt),
  })
}

function stateOf({ disabledAt, verified, name }: ShownUser): string {
  if (disabledAt !== null) return `${name === '' ? 'closed' : 'disabled'} since ${formatTime(disabledAt)}`
  return verified ? 'verified' : 'active'
}
