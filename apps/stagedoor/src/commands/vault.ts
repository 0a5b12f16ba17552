import { disconnect, refresh, test } from '../vault/connection-commands.ts'
import { due } from '../vault/due-command.ts'
import { newKey, rotateKeys } from '../vault/key-commands.ts'
import { list, show } from '../vault/list-commands.ts'
import type { CommandGroup } from './command.ts'

/** `stagedoor vault …`. */
export const vault: CommandGroup = {
  name: 'vault',
  summary: 'Looks after the connections that a backend keeps, and changes their keys.',
  commands: [list, show, test, refresh, due, disconnect, newKey, rotateKeys],
}
