import { startEmulator } from '../emulator/start-emulator.ts'
import type { Command } from './command.ts'
import { formatDevSummary } from './dev-summary.ts'
import { dataDirectoryOption, platformOption, readPlatforms, readPort } from './emulator-options.ts'
import { formatEvent } from './event-line.ts'
import { createUnsafeWarnings } from './unsafe-warnings.ts'
import { waitForStopSignal } from './wait-for-stop-signal.ts'

const DEFAULT_PORT = 4700

/** `stagedoor dev`: every platform on this machine, until it is asked to stop. */
export const dev: Command = {
  name: 'dev',
  summary: 'Runs the platforms on this machine, with demo accounts and a control API.',
  options: {
    port: { value: '<number>', description: `Port on 127.0.0.1; 0 picks a free one. Default: ${DEFAULT_PORT}.` },
    'data-dir': dataDirectoryOption,
    platform: platformOption,
    json: { description: 'Writes one line of JSON to stdout when it is ready, and nothing else.' },
  },

  async run(options) {
    const isJson = options.has('json')
    const dataDirectory = options.find('data-dir')
    const stopped = waitForStopSignal()
    const warn = createUnsafeWarnings()
    const emulator = await startEmulator({
      port: readPort(options, DEFAULT_PORT),
      platforms: await readPlatforms(options),
      ...(dataDirectory !== undefined && { dataDirectory }),
      log(platformId, event) {
        // With --json somebody's test harness reads; only bugs are worth its stderr.
        if (!isJson || event.cause !== undefined) process.stderr.write(warn(platformId, event) ?? formatEvent(platformId, event))
      },
    })
    process.stdout.write(isJson ? `${JSON.stringify(emulator.announcement)}\n` : formatDevSummary(emulator.announcement, dataDirectory))
    await stopped
    await emulator.close()
    return 0
  },
}
