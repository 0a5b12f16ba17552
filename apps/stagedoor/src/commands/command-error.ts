/** The command was called rightly, and it could not be done: what is in the way and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
