import { styleText } from 'node:util'
import type { Announcement } from '../emulator/announcement.ts'

/** Writes what a person sees when `stagedoor dev` is ready. Colours follow the terminal, `NO_COLOR` and `FORCE_COLOR`. */
export function formatDevSummary(announcement: Announcement, dataDirectory: string | undefined): string {
  const { url, control, platforms } = announcement
  const width = Math.max(10, ...Object.keys(platforms).map((id) => id.length)) + 2
  const label = (text: string): string => paint('dim', text.padEnd(width))
  const secret = Object.values(platforms).flatMap(({ clients }) => clients.flatMap(({ clientSecret }) => clientSecret ?? []))[0]
  const rows = [
    `${paint('bold', 'Stagedoor')} is ready on ${link(url)}`,
    '',
    ...Object.entries(platforms).flatMap(([id, platform]) => describePlatform(platform, label(id), label(''))),
    '',
    label('control') + link(control),
    label('data') + (dataDirectory ?? 'temporary; gone at the end (--data-dir keeps it)'),
    '',
    paint('bold', 'Demo accounts, the same everywhere'),
    ...listAccounts(announcement).map(({ username, password }) => label(username) + password),
    ...(secret === undefined ? [] : [`${label('secret')}${secret} (of clients that have one)`]),
    '',
    paint('bold', 'What to try'),
    `Open ${url} for clients, keys, endpoints and first calls.`,
    `Point an app at ${Object.values(platforms)[0]?.issuer ?? url}, sign in as ${listAccounts(announcement)[0]?.username ?? 'a demo account'}.`,
    'Let an hour pass:',
    `  curl ${control}/clock \\`,
    `    -H 'content-type: application/json' -d '{"advanceSeconds":3600}'`,
    '',
    paint('dim', 'Ctrl-C stops it.'),
  ]
  return `\n${rows.map((row) => (row === '' ? '' : `  ${row}`)).join('\n')}\n\n`
}

/** Where it is, the first client, and the key of the first account where there are keys. */
function describePlatform({ issuer, clients, users }: Announcement['platforms'][string], first: string, indent: string): readonly string[] {
  const [client, key] = [clients[0]?.clientId, users[0]?.personalToken]
  const detail = (name: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [indent + paint('dim', name.padEnd(8)) + value]
  return [first + link(issuer), ...detail('client', client), ...detail('token', key)]
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
