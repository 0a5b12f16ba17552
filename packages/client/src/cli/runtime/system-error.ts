import { StagedoorError } from '../../stagedoor-error.ts'

/** Tells whether this is the system's error of that code: `ENOENT`, `EEXIST`, … */
export function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** Makes what a failed write rejects with: it names the place, since its owner can do something about it. */
export function unwritable(path: string): (cause: unknown) => never {
  return (cause) => {
    throw new StagedoorError('storage_unavailable', { message: `Nothing can be kept at ${path}.`, cause })
  }
}
