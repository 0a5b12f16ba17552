import { resolve } from 'node:path'
import type { PlatformDescription } from '@stagedoor/platforms'
import { suggest } from '../commands/suggest.ts'
import { knownPlatforms } from '../emulator/known-platforms.ts'

/** Finds a platform by its id, or in a file that describes one. What is wrong goes to `problems`. */
export async function findPlatform(name: string, folder: string, problems: string[]): Promise<PlatformDescription | undefined> {
  if (/[/\\.]/.test(name)) return readFile(resolve(folder, name), problems)
  const ids = knownPlatforms.map(({ id }) => id)
  const platform = knownPlatforms.find(({ id }) => id === name)
  if (platform === undefined) {
    problems.push(
      `platform ${JSON.stringify(name)} is not known.${suggest(name, ids)} Known: ${ids.join(', ')}, or a file: "./mixwave.ts".`,
    )
  }
  return platform
}

async function readFile(path: string, problems: string[]): Promise<PlatformDescription | undefined> {
  const { DescriptionError, readDescriptionFile } = await import('../descriptions/read-description-file.ts')
  try {
    return await readDescriptionFile(path)
  } catch (error) {
    if (!(error instanceof DescriptionError)) throw error
    problems.push(`platform: ${error.message}`)
    return undefined
  }
}
