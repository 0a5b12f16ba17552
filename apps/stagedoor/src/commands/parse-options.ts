import { parseArgs } from 'node:util'
import type { Command, OptionValues } from './command.ts'
import { suggest } from './suggest.ts'
import { UsageError } from './usage-error.ts'

/**
 * Reads the options of a command.
 *
 * @throws UsageError for an unknown option (with the closest one), a missing or a superfluous value, one given twice, a stray argument,
 *   and for a command with operands when there are none behind `--`.
 */
export function parseOptions(command: Command, args: readonly string[]): OptionValues {
  const given = new Map<string, string[]>()
  const end = args.indexOf('--')
  const behind = end < 0 ? [] : args.slice(end + 1)
  const named: string[] = []
  for (const token of tokenize(command, end < 0 ? args : args.slice(0, end))) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      named.push(token.value)
      continue
    }
    const value = readValue(command, token)
    const values = given.get(token.name) ?? []
    if (values.length > 0 && command.options[token.name]?.repeatable !== true) {
      throw new UsageError(`${token.rawName} is given twice: give it once.`)
    }
    given.set(token.name, [...values, value])
  }
  const takesArgument = command.argument !== undefined
  const [argument, tooMany] = takesArgument ? [...named, ...behind] : [undefined, named[0]]
  if (tooMany !== undefined) throw refuseArgument(command, tooMany)
  const operands = takesArgument ? [] : behind
  checkOperands(command, operands)
  if (takesArgument && argument === undefined)
    throw new UsageError(`${command.name} needs one thing more: stagedoor ${command.name} ${command.argument}`)
  return {
    find: (name) => given.get(name)?.[0],
    list: (name) => given.get(name) ?? [],
    has: (name) => given.has(name),
    operands,
    argument: argument ?? '',
  }
}

function checkOperands(command: Command, [first]: readonly string[]): void {
  if (command.operands === undefined && first !== undefined) throw refuseArgument(command, first)
  if (command.operands !== undefined && first === undefined) {
    throw new UsageError(`${command.name} needs a command after --: stagedoor ${command.name} -- ${command.operands}`)
  }
}

function refuseArgument({ name, operands, argument: wanted }: Command, argument: string): UsageError {
  const typed = JSON.stringify(argument)
  if (wanted !== undefined) return new UsageError(`${name} takes one ${wanted}, and ${typed} is one too many.`)
  if (operands === undefined) return new UsageError(`${name} takes options only, not ${typed}.`)
  return new UsageError(`${name} does not know what ${typed} is: put -- before the command. stagedoor ${name} -- ${operands}`)
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

/** No option has a short name: what begins with one hyphen is what the command is about, for ids may. */
function tokenize(command: Command, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  // Not strict: our own sentences say what would be right.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true })
  if (command.argument === undefined) return tokens
  return tokens.flatMap((token, position) => {
    const arg = args[token.index] ?? ''
    if (token.kind !== 'option' || !/^-[^-]/.test(arg)) return [token]
    // A group of short options is a token for each letter.
    return tokens[position - 1]?.index === token.index ? [] : [{ kind: 'positional' as const, index: token.index, value: arg }]
  })
}

function readValue(command: Command, { name, rawName, value, inlineValue }: OptionToken): string {
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined
  if (option === undefined) {
    const candidates = Object.keys(command.options).map((known) => `--${known}`)
    throw new UsageError(
      `${command.name} has no option ${JSON.stringify(rawName)}.${suggest(rawName, candidates)} stagedoor ${command.name} --help lists all.`,
    )
  }
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} is a switch and takes no value.`)
    return ''
  }
  // `--port --json`: the next option was meant as an option.
  const isForgotten = value === undefined || value === '' || (inlineValue !== true && value.startsWith('--'))
  if (isForgotten) throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}.`)
  return value
}
