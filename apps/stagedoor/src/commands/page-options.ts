import type { CommandOption, OptionValues } from './command.ts'

/** `--limit` and `--after`, of every list that goes on. */
export const pageOptions: Readonly<Record<string, CommandOption>> = {
  limit: { value: '<number>', description: 'How many at most, from 1 to 100. Default: 50.' },
  after: { value: '<id>', description: 'Goes on after this one.' },
}

/** Reads {@link pageOptions}. */
export function readPageOptions(options: OptionValues): Readonly<Record<string, string>> {
  return readQuery(options, ['limit', 'after'])
}

/** Takes the options that were given as parameters of a query. */
export function readQuery(options: OptionValues, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = options.find(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** Says how a list goes on. */
export function showNext(next: string | null): string {
  return next === null ? '' : `\nMore: --after ${next}\n`
}
