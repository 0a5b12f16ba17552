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
  value: '<id or file>',
  repeatable: true,
  description: `Runs only this platform; may be repeated. Known: ${listPlatformIds()}. Or a file that describes one: ./mixwave.ts.`,
}

/** Reads `--port`. @throws UsageError */
export function readPort(options: OptionValues, defaultPort: number): number {
  const text = options.find('port') ?? String(defaultPort)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError(`--port is a whole number from 0 to 65535, not ${JSON.stringify(text)}.`)
  return port
}

/** Reads `--platform`: those that were named, else all. @throws UsageError for an unknown one, with the closest, and for a file that describes none. */
export async function readPlatforms(options: OptionValues): Promise<readonly PlatformDescription[]> {
  const named = [...new Set(options.list('platform'))]
  if (named.length === 0) return knownPlatforms
  const platforms = await Promise.all(named.map((name) => (isFile(name) ? readFile(name) : findPlatform(name))))
  const twice = platforms.find(({ id }, index) => platforms.findIndex((other) => other.id === id) !== index)
  if (twice !== undefined) throw new UsageError(`Two of the platforms have the id ${JSON.stringify(twice.id)}.`)
  return platforms
}

function isFile(name: string): boolean {
  return /[/\\.]/.test(name)
}

async function readFile(path: string): Promise<PlatformDescription> {
  // Loaded here, so that a start without a file stays small.
  const { DescriptionError, readDescriptionFile } = await import('../descriptions/read-description-file.ts')
  try {
    return await readDescriptionFile(path)
  } catch (error) {
    if (error instanceof DescriptionError) throw new UsageError(error.message)
    throw error
  }
}

function findPlatform(id: string): PlatformDescription {
  const platform = knownPlatforms.find((known) => known.id === id)
  if (platform !== undefined) return platform
  const meant = suggest(
    id,
    knownPlatforms.map((known) => known.id),
  )
  throw new UsageError(`There is no platform ${JSON.stringify(id)}.${meant} Known: ${listPlatformIds()}.`)
}

function listPlatformIds(): string {
  return knownPlatforms.map(({ id }) => id).join(', ')
}
