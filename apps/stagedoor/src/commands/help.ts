import type { Command, CommandGroup } from './command.ts'

/** Writes what `stagedoor --help` shows. */
export function formatHelp(commands: readonly (Command | CommandGroup)[]): string {
  return lines(
    'Sign-in for audio platforms, both sides of the door.',
    '',
    'Usage: stagedoor <command> [options]',
    '',
    'Commands',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Options',
    ...columns([
      ['-h, --help', 'Shows this; after a command, the options of that command.'],
      ['-v, --version', 'Shows the version.'],
    ]),
  )
}

/** Writes what `stagedoor <command> --help` shows. */
export function formatCommandHelp(command: Command): string {
  const rows = Object.entries(command.options).map(([name, { value, description }]): [string, string] => [
    value === undefined ? `--${name}` : `--${name} ${value}`,
    description,
  ])
  return lines(
    command.summary,
    '',
    `Usage: stagedoor ${command.name}${command.argument === undefined ? '' : ` ${command.argument}`} [options]${command.operands === undefined ? '' : ` -- ${command.operands}`}`,
    '',
    'Options',
    ...columns([...rows, ['-h, --help', 'Shows this.']]),
    ...(command.notes === undefined ? [] : ['', ...command.notes]),
  )
}

/** Writes what `stagedoor <group> --help` shows. */
export function formatGroupHelp({ name, summary, commands }: CommandGroup): string {
  return lines(
    summary,
    '',
    `Usage: stagedoor ${name} <command> [options]`,
    '',
    'Commands',
    ...columns(
      commands.map((command) => [[command.name.slice(name.length + 1), command.argument ?? ''].join(' ').trimEnd(), command.summary]),
    ),
    '',
    `stagedoor ${name} <command> --help lists the options of one.`,
  )
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
