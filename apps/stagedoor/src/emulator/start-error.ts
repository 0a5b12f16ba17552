/** It cannot start as the world is now: one sentence that says what is in the way and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
