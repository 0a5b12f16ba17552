import type { EventLog, ServerEvent } from '@stagedoor/server/ports'

/** Writes each event as a line of JSON for a log collector: `time`, `level`, `event`, then what is known. Events never hold a secret. */
export function createEventLines(write: (line: string) => void): EventLog {
  return (event) => write(formatEventLine(event))
}

/** Writes something of the server's own life, as {@link createEventLines} does. */
export function formatLifeLine(event: string, at: number, known: Readonly<Record<string, string | number | boolean>> = {}): string {
  return `${JSON.stringify({ time: new Date(at).toISOString(), level: 'info', event, ...known })}\n`
}

function formatEventLine({ reason, at, cause, ...known }: ServerEvent): string {
  const line = { time: new Date(at).toISOString(), level: levelOf(reason, cause), event: reason, ...known }
  return `${JSON.stringify(cause === undefined ? line : { ...line, cause: describe(cause) })}\n`
}

/** `error`: somebody should look now. `warn`: somebody tried what should not be, or a disk is slow. */
function levelOf(reason: string, cause: unknown): 'info' | 'warn' | 'error' {
  if (cause !== undefined) return 'error'
  return /replayed|forged|unsafe|too_many|guess|slow/.test(reason) ? 'warn' : 'info'
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const inner = cause.cause === undefined ? '' : `\nbecause ${describe(cause.cause)}`
  return (cause.stack ?? cause.message) + inner
}
