import type { OptionValues } from './command.ts'
import { UsageError } from './usage-error.ts'

/** Reads an option that takes one of a few words. @throws UsageError for another one. */
export function readChoice<const Words extends readonly string[]>(
  options: OptionValues,
  name: string,
  words: Words,
): Words[number] | undefined {
  const value = options.find(name)
  if (value === undefined) return undefined
  const found = words.find((word) => word === value)
  if (found === undefined) throw new UsageError(`--${name} is ${words.join(' or ')}, not ${JSON.stringify(value)}.`)
  return found
}
