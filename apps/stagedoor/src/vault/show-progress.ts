import { type Progress, startProgress } from './progress.ts'

/** Shows a person at stderr how far long work is; a program that reads JSON, and whose log it would be, nothing. */
export function showProgress(total: number, { isQuiet }: { readonly isQuiet: boolean }): Progress {
  const isTerminal = process.stderr.isTTY === true
  const write = (text: string): void => void (isQuiet && !isTerminal ? undefined : process.stderr.write(text))
  return startProgress({ total, write, isTerminal, now: Date.now })
}
