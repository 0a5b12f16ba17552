/** The command was called wrongly: one or two sentences that say what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
