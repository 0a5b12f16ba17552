/** One option of a command, as `--help` shows it and `parseOptions` reads it. */
export interface CommandOption {
  /** What stands for the value in the help: `<number>`; absent for a switch. */
  readonly value?: string
  readonly repeatable?: boolean
  readonly description: string
}

/** What was given on the command line, by option name without the dashes. */
export interface OptionValues {
  find(name: string): string | undefined
  list(name: string): readonly string[]
  has(name: string): boolean
  /** What stood behind `--`, untouched; empty for a command without {@link Command.operands}. */
  readonly operands: readonly string[]
}

/** A command of `stagedoor`. */
export interface Command {
  readonly name: string
  /** One line, beginning with a verb. */
  readonly summary: string
  readonly options: Readonly<Record<string, CommandOption>>
  /** What must stand behind `--`, as the help shows it; absent for a command that takes options only. */
  readonly operands?: string
  /**
   * Resolves to the exit code.
   *
   * @throws UsageError when a value makes no sense. @throws StartError when the world is not as it should be.
   */
  run(options: OptionValues): Promise<number>
}
