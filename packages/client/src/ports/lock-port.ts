/** Mutual exclusion between everything that shares a storage. */
export interface LockPort {
  /** Runs the task while nobody else holds the name; waits for its turn. The lock is released however the task ends. */
  withLock<T>(name: string, task: () => Promise<T>): Promise<T>
}
