import { styleText } from 'node:util'
import type { PlatformDescription } from '@stagedoor/platforms'
import type { Announcement } from '../emulator/announcement.ts'
import type { Emulator } from '../emulator/start-emulator.ts'
import { listPlatformHosts } from '../run/platform-hosts.ts'

/** What {@link formatRunSummary} tells of. */
export interface RunFacts {
  readonly emulator: Pick<Emulator, 'announcement'>
  readonly platforms: readonly PlatformDescription[]
  /** Of the command. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly file: string
}

/** Writes what a person sees on stderr before their command begins. Colours follow the terminal, `NO_COLOR` and `FORCE_COLOR`. */
export function formatRunSummary({ emulator: { announcement }, platforms, environment, file }: RunFacts): string {
  const { url, control } = announcement
  const width = Math.max(10, ...platforms.map(({ id }) => id.length)) + 2
  const row = (label: string, text: string): string => styleText('dim', label.padEnd(width), { stream: process.stderr }) + text
  const switches = environment.STAGEDOOR_CHROMIUM_SWITCHES
  const accounts = Object.values(announcement.platforms)[0]?.users ?? []
  const rows = [
    `stagedoor: in ${JSON.stringify(file)} and what it starts, these addresses lead to the emulator on this machine:`,
    ...platforms.map((platform) => row(platform.id, formatAddresses(platform, announcement))),
    row('sign in as', accounts.map(({ username, password }) => `${username} / ${password}`).join(', ')),
    row('clients', `${url} (demo clients, every endpoint; control API: ${control})`),
    ...(switches === undefined ? [] : [row('browser', `chromium ${switches} --user-data-dir="$(mktemp -d)"`)]),
  ]
  return `${rows.join('\n  ')}\n`
}

/** A platform without an address of its own is named by where the emulator has put it. */
function formatAddresses(platform: PlatformDescription, { platforms }: Announcement): string {
  const { secure, plain } = listPlatformHosts([platform])
  const addresses = [...secure.map((host) => `https://${host}`), ...plain.map((host) => `http://${host}`)]
  return addresses.join('  ') || (platforms[platform.id]?.issuer ?? '')
}
