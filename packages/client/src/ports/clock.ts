/** Time, passed in so that a test moves it. */
export interface Clock {
  /** Epoch seconds; fractions are welcome. */
  now(): number
  /** Runs the task once after a delay; the returned function calls it off. */
  after(delayMs: number, task: () => void): () => void
}
