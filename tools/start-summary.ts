import { styleText } from 'node:util'
import type { Announcement } from './stagedoor-process.ts'

/** Writes what a newcomer sees once everything runs: where it is, who can sign in, what to try. */
export function formatStartSummary(announcement: Announcement, demoUrl: string): string {
  const title = (text: string): string => styleText('bold', text)
  const label = (text: string): string => styleText('dim', text.padEnd(12))
  const link = (text: string): string => styleText(['cyan', 'underline'], text)
  const everywhere = Object.keys(announcement.platforms).length
  const nameThem = (ids: readonly string[]): string => (ids.length === everywhere ? 'every platform' : ids.join(', '))
  const lines = [
    title('Stagedoor is running.'),
    '',
    `${label('Demo')}${link(demoUrl)}`,
    `${label('Playground')}${link(new URL('playground.html', demoUrl).href)}`,
    `${label('Emulator')}${link(announcement.url)}`,
    '',
    title('Demo accounts'),
    ...listAccounts(announcement).map(
      ({ account, platforms }) => `${label(account.username)}${account.password}${styleText('dim', `   on ${nameThem(platforms)}`)}`,
    ),
    '',
    title('What to try'),
    '1. Open the demo and press "Log in with Audius": sign in, read what the app may do, press Allow.',
    '2. Call the API, refresh, reload the page: you stay signed in.',
    '3. Log out, then do the same as a full page, and with the other platforms.',
    '',
    styleText('dim', 'Ctrl-C stops both.'),
  ]
  return `\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n\n`
}

interface ListedAccount {
  readonly account: { readonly username: string; readonly password: string }
  readonly platforms: string[]
}

/** The same account on several platforms is one row. */
function listAccounts(announcement: Announcement): readonly ListedAccount[] {
  const rows = new Map<string, ListedAccount>()
  for (const [platform, { users }] of Object.entries(announcement.platforms)) {
    for (const account of users) {
      const key = JSON.stringify([account.username, account.password])
      const row = rows.get(key)
      if (row === undefined) rows.set(key, { account, platforms: [platform] })
      else row.platforms.push(platform)
    }
  }
  return [...rows.values()]
}
