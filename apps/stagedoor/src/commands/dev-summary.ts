import { styleText } from 'node:util'
import type { Announcement } from '../emulator/announcement.ts'

/** Writes what a person sees when `stagedoor dev` is ready. Colours follow the terminal, `NO_COLOR` and `FORCE_COLOR`. */
export function formatDevSummary(announcement: Announcement, dataDirectory: string | undefined): string {
  const { url, control, platforms } = announcement
  const width = Math.max(10, ...Object.keys(platforms).map((id) => id.length)) + 2
  const label = (text: string): string => paint('dim', text.padEnd(width))
  const rows = [
    `${paint('bold', 'Stagedoor')} is ready on ${link(url)}`,
    '',
    ...Object.entries(platforms).map(([id, { issuer }]) => label(id) + link(issuer)),
    label('control') + link(control),
    label('data') + (dataDirectory ?? 'temporary; gone at the end (--data-dir keeps it)'),
    '',
    paint('bold', 'Demo accounts, the same everywhere'),
    ...listAccounts(announcement).map(({ username, password }) => label(username) + password),
    '',
    paint('bold', 'What to try'),
    `Point a client at ${Object.values(platforms)[0]?.issuer ?? url} and sign in as ${listAccounts(announcement)[0]?.username ?? 'a demo account'}.`,
    `Let an hour pass: curl ${control}/clock -H 'content-type: application/json' -d '{"advanceSeconds":3600}'`,
    `Open ${url} for the demo clients and every endpoint.`,
    '',
    paint('dim', 'Ctrl-C stops it.'),
  ]
  return `\n${rows.map((row) => (row === '' ? '' : `  ${row}`)).join('\n')}\n\n`
}

function listAccounts({ platforms }: Announcement): Announcement['platforms'][string]['users'] {
  return Object.values(platforms)[0]?.users ?? []
}

function link(text: string): string {
  return paint('cyan', text)
}

function paint(format: 'bold' | 'dim' | 'cyan', text: string): string {
  return styleText(format, text, { stream: process.stdout })
}
