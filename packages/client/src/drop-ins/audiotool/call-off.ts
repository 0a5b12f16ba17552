import { StagedoorError } from '../../stagedoor-error.ts'

/**
 * Marks a failure that trying again does not cure as called off, and passes it on.
 *
 * `@audiotool/nexus` repeats a call for ever when its auth provider fails, whatever the reason; an `AbortError` is the one name it stops at.
 */
export async function callOff<T>(operation: Promise<T>): Promise<T> {
  try {
    return await operation
  } catch (error) {
    if (error instanceof StagedoorError && !error.retryable) Object.defineProperty(error, 'name', { value: 'AbortError' })
    throw error
  }
}
