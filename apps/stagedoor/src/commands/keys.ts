import { listKeysOperation, rotateKeysOperation } from '../admin/key-operations.ts'
import { defineAdminCommand } from './admin-command.ts'
import type { CommandGroup } from './command.ts'
import { formatMembers, formatTable, formatTime } from './table.ts'

/** `stagedoor keys …`. */
export const keys: CommandGroup = {
  name: 'keys',
  summary: 'Lists and replaces the keys with which a served platform signs ID tokens.',
  commands: [
    defineAdminCommand({
      name: 'keys list',
      summary: 'Lists the keys, newest first, without their private half.',
      async run(client) {
        const json = await client.call(listKeysOperation)
        const rows = json.keys.map(({ id, algorithm, createdAt, state }) => [id, algorithm, state, formatTime(createdAt)])
        const text =
          rows.length === 0
            ? 'There is no key yet: the first ID token makes one.\n'
            : formatTable(['KEY ID', 'ALGORITHM', 'STATE', 'MADE'], rows)
        return { json, text }
      },
    }),
    defineAdminCommand({
      name: 'keys rotate',
      summary: 'Makes a new key; ID tokens are signed with it from now on. The old one stays published while it is needed.',
      async run(client) {
        const json = await client.call(rotateKeysOperation)
        return { json, text: formatMembers({ 'key id': json.keyId }) }
      },
    }),
  ],
}
