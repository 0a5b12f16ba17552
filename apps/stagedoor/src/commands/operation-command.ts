import type { AdminOperation } from '../admin/operation.ts'
import { defineAdminCommand } from './admin-command.ts'
import type { Command } from './command.ts'

/** A command that is one operation on what its argument names. */
export interface OperationCommand<Answer> {
  /** As typed: `apps show`. */
  readonly name: string
  readonly summary: string
  readonly argument: string
  readonly operation: AdminOperation<Answer>
  /** The `:name` of the operation's path that the argument is. */
  readonly parameter: string
  /** What a person reads of the answer. */
  readonly format: (answer: Answer) => string
}

/** Makes a command of an operation. */
export function defineOperationCommand<Answer>(command: OperationCommand<Answer>): Command {
  const { name, summary, argument, operation, parameter, format } = command
  return defineAdminCommand({
    name,
    summary,
    argument,
    async run(client, options) {
      const json = await client.call(operation, { path: { [parameter]: options.argument } })
      return { json, text: format(json) }
    },
  })
}
