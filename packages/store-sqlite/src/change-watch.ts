import type { DatabaseSync } from 'node:sqlite'
import { readInteger } from './columns.ts'

/** Another number than before once another connection has committed: what is remembered may be wrong. */
export type ReadChanges = () => number

/**
 * Prepares {@link ReadChanges} on `PRAGMA data_version`, which is asked once a turn of the event loop, as asking costs as much as a read.
 * What another process has committed is seen in the next turn.
 *
 * @param schedule - Runs what it is given at the end of the turn.
 */
export function prepareReadChanges(database: DatabaseSync, schedule: (endTurn: () => void) => void): ReadChanges {
  const select = database.prepare('PRAGMA data_version')
  let version = 0
  let isFresh = false
  const endTurn = (): void => {
    isFresh = false
  }

  return () => {
    if (!isFresh) {
      version = readInteger(select.get() ?? {}, 'data_version')
      isFresh = true
      schedule(endTurn)
    }
    return version
  }
}
