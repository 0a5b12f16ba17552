/** Why a command could not do what it was asked; its message is one sentence for the person at the terminal. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  /** 1: it could not be done. 2: the words are off. */
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2) {
    super(message)
    this.exitCode = exitCode
  }
}
