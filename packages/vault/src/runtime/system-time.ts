import type { Clock } from '@stagedoor/client'

/** The time of this machine. */
export const systemTime: Pick<Clock, 'now'> = { now: () => Date.now() / 1000 }
