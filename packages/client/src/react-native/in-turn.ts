import { StagedoorError } from '../stagedoor-error.ts'

/**
 * Makes a queue: tasks run one after the other, whatever becomes of them. What fails is a storage that cannot be used.
 *
 * The stores of a phone neither compare nor lock; as one app is one process, taking turns is enough to compare and set.
 */
export function createTurns(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const mine = last.then(task)
    last = mine.catch(() => undefined)
    return mine.catch((cause: unknown) => {
      throw new StagedoorError('storage_unavailable', { cause })
    })
  }
}
