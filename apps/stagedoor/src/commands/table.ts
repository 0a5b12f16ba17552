import { stripVTControlCharacters } from 'node:util'

/**
 * Writes rows below their headings, in columns.
 *
 * Names are strangers' text: what would move the cursor, or turn the direction of the line, is shown as its number.
 */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows.map((row) => row.map(showText))]
  const widths = headings.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)))
  return all
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

/** Writes members one below the other; a list takes a line for each of its entries. */
export function formatMembers(members: Readonly<Record<string, string | readonly string[]>>): string {
  const width = Math.max(...Object.keys(members).map((name) => name.length)) + 2
  return Object.entries(members)
    .flatMap(([name, value]) => {
      const [first = '', ...others] = typeof value === 'string' ? [value] : value
      return [name.padEnd(width) + showText(first), ...others.map((other) => ' '.repeat(width) + showText(other))]
    })
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
}

/** Makes a stranger's text harmless for a terminal. */
export function showText(text: string): string {
  return stripVTControlCharacters(text).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  )
}

/** Writes a time, or a dash for none. @param seconds - Epoch seconds. */
export function formatTime(seconds: number | null): string {
  return seconds === null ? '-' : new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 19)
}
