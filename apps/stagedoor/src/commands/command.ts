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
  /** What stood where {@link Command.argument} is; empty for a command without one. */
  readonly argument: string
}

/** A command of `stagedoor`. */
export interface Command {
  readonly name: string
  /** One line, beginning with a verb. */
  readonly summary: string
  readonly options: Readonly<Record<string, CommandOption>>
  /** What must stand behind `--`, as the help shows it; absent for a command that takes options only. */
  readonly operands?: string
  /** The one thing that must be named beside the options, as the help shows it: `<client id>`. */
  readonly argument?: string
  /** What the help says below the options. */
  readonly notes?: readonly string[]
  /**
   * Resolves to the exit code.
   *
   * @throws UsageError when a value makes no sense. @throws StartError when the world is not as it should be.
   */
  run(options: OptionValues): Promise<number>
}

/** Commands on one subject: `stagedoor apps list`. */
export interface CommandGroup {
  readonly name: string
  /** One line, beginning with a verb. */
  readonly summary: string
  /** Their names begin with the group's. */
  readonly commands: readonly Command[]
}
