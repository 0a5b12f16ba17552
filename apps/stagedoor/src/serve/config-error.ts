import { StartError } from '../emulator/start-error.ts'

/** The configuration cannot be used: everything that is wrong with it, at once. */
export class ConfigError extends StartError {
  readonly problems: readonly string[]

  /** @param problems - One sentence each: where, what, and what would be right. No value of a secret. */
  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'one thing' : `${problems.length} things`
    super([`The configuration has ${count} to put right; nothing was started.`, ...problems.map((problem) => `  ${problem}`)].join('\n'))
    this.problems = problems
  }
}
