import type { PlatformDescription } from '@stagedoor/platforms'
import { knownPlatforms } from '../emulator/known-platforms.ts'
import type { CommandOption, OptionValues } from './command.ts'
import { suggest } from './suggest.ts'
import { UsageError } from './usage-error.ts'

/** `--data-dir`, of every command that starts the emulator. */
export const dataDirectoryOption: CommandOption = {
  value: '<folder>',
  description: 'Keeps the data in this folder. Without it, the data is gone at the end.',
}

/** `--platform`, of every command that starts the emulator. */
export const platformOption: CommandOption = {
  value: '<id>',
  repeatable: true,
  description: `Runs only this platform; may be repeated. Known: ${listPlatformIds()}.`,
}

/** Reads `--port`. @throws UsageError */
export function readPort(options: OptionValues, defaultPort: number): number {
  const text = options.find('port') ?? String(defaultPort)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError(`--port is a whole number from 0 to 65535, not ${JSON.stringify(text)}.`)
  return port
}

/** Reads `--platform`: those that were named, else all. @throws UsageError for an unknown one, with the closest. */
export function readPlatforms(options: OptionValues): readonly PlatformDescription[] {
  const ids = new Set(options.list('platform'))
  for (const id of ids) {
    if (knownPlatforms.some((platform) => platform.id === id)) continue
    const meant = suggest(
      id,
      knownPlatforms.map((platform) => platform.id),
    )
    throw new UsageError(`There is no platform ${JSON.stringify(id)}.${meant} Known: ${listPlatformIds()}.`)
  }
  return ids.size === 0 ? knownPlatforms : knownPlatforms.filter(({ id }) => ids.has(id))
}

function listPlatformIds(): string {
  return knownPlatforms.map(({ id }) => id).join(', ')
}
