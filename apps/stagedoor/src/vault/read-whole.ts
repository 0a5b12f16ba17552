import type { OptionValues } from '../commands/command.ts'
import { UsageError } from '../commands/usage-error.ts'

/** Reads an option that takes a whole number. @throws UsageError for anything else. */
export function readWhole(
  options: OptionValues,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  const value = options.find(name)
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value)
  throw new UsageError(`--${name} is a whole number from ${least} to ${most}, not ${JSON.stringify(value)}.`)
}
