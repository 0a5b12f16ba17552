import type { PlatformDescription } from '@stagedoor/platforms'
import { knownPlatforms } from '../emulator/known-platforms.ts'
import { startEmulator } from '../emulator/start-emulator.ts'
import type { Command, OptionValues } from './command.ts'
import { formatDevSummary } from './dev-summary.ts'
import { formatEvent } from './event-line.ts'
import { suggest } from './suggest.ts'
import { UsageError } from './usage-error.ts'

const DEFAULT_PORT = 4700

/** `stagedoor dev`: every platform on this machine, until it is asked to stop. */
export const dev: Command = {
  name: 'dev',
  summary: 'Runs the platforms on this machine, with demo accounts and a control API.',
  options: {
    port: { value: '<number>', description: `Port on 127.0.0.1; 0 picks a free one. Default: ${DEFAULT_PORT}.` },
    'data-dir': { value: '<folder>', description: 'Keeps the data in this folder. Without it, the data is gone at the end.' },
    platform: { value: '<id>', repeatable: true, description: `Runs only this platform; may be repeated. Known: ${listPlatformIds()}.` },
    json: { description: 'Writes one line of JSON to stdout when it is ready, and nothing else.' },
  },

  async run(options) {
    const isJson = options.has('json')
    const dataDirectory = options.find('data-dir')
    const stopped = waitForStopSignal()
    const emulator = await startEmulator({
      port: readPort(options),
      platforms: readPlatforms(options),
      ...(dataDirectory !== undefined && { dataDirectory }),
      log(platformId, event) {
        // With --json somebody's test harness reads; only bugs are worth its stderr.
        if (!isJson || event.cause !== undefined) process.stderr.write(formatEvent(platformId, event))
      },
    })
    process.stdout.write(isJson ? `${JSON.stringify(emulator.announcement)}\n` : formatDevSummary(emulator.announcement, dataDirectory))
    await stopped
    await emulator.close()
    return 0
  },
}

function readPort(options: OptionValues): number {
  const text = options.find('port') ?? String(DEFAULT_PORT)
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError(`--port is a whole number from 0 to 65535, not ${JSON.stringify(text)}.`)
  return port
}

function readPlatforms(options: OptionValues): readonly PlatformDescription[] {
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

/** Settles when somebody asks this process to end; a second request ends it at once. */
function waitForStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (isAsked) process.exit(1)
        isAsked = true
        resolve()
      })
    }
  })
}
