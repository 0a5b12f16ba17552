import { parseArgs } from 'node:util'
import type { PlatformDescription } from '@stagedoor/platforms'
import { closestWord } from '../closest-word.ts'
import { CommandError } from '../command-error.ts'
import { emulatedPlatforms } from './emulated-platforms.ts'

/** What `stagedoor dev` was asked to do. */
export interface DevOptions {
  /** 0 picks a free one. */
  readonly port: number
  /** `undefined`: a temporary folder. */
  readonly dataDir: string | undefined
  readonly platforms: readonly PlatformDescription[]
  readonly json: boolean
}

const names = ['port', 'data-dir', 'platform', 'json'] as const

/** Reads the options of `stagedoor dev`. @throws CommandError that says what is off and what would be right. */
export function parseDevOptions(args: readonly string[]): DevOptions {
  const values = readValues(args)
  return {
    port: parsePort(values.port ?? '4700'),
    dataDir: values['data-dir'],
    platforms: values.platform === undefined ? emulatedPlatforms : values.platform.map(findPlatform),
    json: values.json ?? false,
  }
}

function readValues(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        platform: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    const typed = /'--?([^'=]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? ''
    const near = closestWord(typed, names)
    const hint = near === undefined || near === typed ? '' : ` Did you mean '--${near}'?`
    throw new CommandError(
      `${error instanceof Error ? (error.message.split('. ')[0] ?? '') : 'the options are off'}.${hint} See 'stagedoor --help'.`,
      2,
    )
  }
}

function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new CommandError(`'--port' is a number from 0 to 65535, not '${text}'.`, 2)
}

function findPlatform(id: string): PlatformDescription {
  const found = emulatedPlatforms.find((platform) => platform.id === id)
  if (found !== undefined) return found
  throw new CommandError(`there is no platform '${id}'; there are: ${emulatedPlatforms.map((platform) => platform.id).join(', ')}.`, 2)
}
