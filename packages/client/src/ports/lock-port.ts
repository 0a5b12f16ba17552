/** Mutual exclusion between everything that shares a storage. */
export interface LockPort {
  /**
   * Runs the task while nobody else holds the name; waits for its turn. The lock is released however the task ends.
   *
   * @param task - May be told `true`: somebody else had to let go first, and what that one wrote may be shown here late.
   */
  withLock<T>(name: string, task: (waited?: boolean) => Promise<T>): Promise<T>
}
