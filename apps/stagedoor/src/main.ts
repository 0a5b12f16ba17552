import { readFileSync } from 'node:fs'
import type { Command, CommandGroup } from './commands/command.ts'
import { CommandError } from './commands/command-error.ts'
import { commands } from './commands/commands.ts'
import { formatCommandHelp, formatGroupHelp, formatHelp } from './commands/help.ts'
import { parseOptions } from './commands/parse-options.ts'
import { suggest } from './commands/suggest.ts'
import { UsageError } from './commands/usage-error.ts'
import { StartError } from './emulator/start-error.ts'

/**
 * Runs the command line.
 *
 * @param args - What follows the program's name.
 * @returns The exit code: 0, 1 when it could not do it, 2 when it was called wrongly.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await runCommandLine(args)
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`)
      return 2
    }
    if (error instanceof StartError || error instanceof CommandError) {
      process.stderr.write(`${error.message}\n`)
      return 1
    }
    throw error
  }
}

async function runCommandLine([name, ...rest]: readonly string[]): Promise<number> {
  if (name === 'help') return runCommandLine([...rest, '--help'])
  if (name === undefined || name === '--help' || name === '-h')
    return print(formatHelp(await Promise.all([...commands.values()].map((load) => load()))))
  if (name === '--version' || name === '-v') return print(`${readVersion()}\n`)
  if (name.startsWith('-')) {
    throw new UsageError(
      `There is no option ${show(name)} before a command.${suggest(name, ['--help', '--version'])} stagedoor --help lists all.`,
    )
  }
  const command = await commands.get(name)?.()
  if (command === undefined) {
    throw new UsageError(`There is no command ${show(name)}.${suggest(name, [...commands.keys()])} stagedoor --help lists all.`)
  }
  return 'commands' in command ? runOfGroup(command, rest) : runOne(command, rest)
}

async function runOfGroup(group: CommandGroup, [word, ...rest]: readonly string[]): Promise<number> {
  if (word === undefined || word === '--help' || word === '-h') return print(formatGroupHelp(group))
  const command = group.commands.find(({ name }) => name === `${group.name} ${word}`)
  if (command !== undefined) return runOne(command, rest)
  const words = group.commands.map(({ name }) => name.slice(group.name.length + 1))
  throw new UsageError(`${group.name} has no command ${show(word)}.${suggest(word, words)} stagedoor ${group.name} --help lists all.`)
}

async function runOne(command: Command, args: readonly string[]): Promise<number> {
  // What stands behind `--` is another program's, its --help too.
  const own = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined)
  if (own.includes('--help') || own.includes('-h')) return print(formatCommandHelp(command))
  return command.run(parseOptions(command, args))
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

/** Quotes what was typed, so that control characters stay visible. */
function show(text: string): string {
  return JSON.stringify(text)
}

function readVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return version
}
