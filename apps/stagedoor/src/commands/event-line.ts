import type { ServerEvent } from '@stagedoor/server/ports'

/** Writes an event as a line for a terminal: the reason, then what is known about it. Events never hold a secret. */
export function formatEvent(platformId: string, event: ServerEvent): string {
  const { reason, at, cause, ...known } = event
  const details = Object.entries(known).map(([name, value]) => `${name}=${visible(String(value))}`)
  const line = [new Date(at).toISOString().slice(11, 19), platformId, reason, ...details].join('  ')
  return cause === undefined ? `${line}\n` : `${line}\n${describeCause(cause)}\n`
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
}

/** A client id is a stranger's text: nothing in it may move the cursor or turn the line. */
function visible(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`).slice(0, 200)
}
