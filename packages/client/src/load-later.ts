import { StagedoorError } from './stagedoor-error.ts'

/**
 * Waits for a file that not every page needs.
 *
 * @param file - What `import()` returned.
 * @throws {@link StagedoorError} `offline`: it did not come.
 */
export function loadLater<T>(file: Promise<T>): Promise<T> {
  return file.catch((cause: unknown) => {
    throw new StagedoorError('offline', { cause })
  })
}
