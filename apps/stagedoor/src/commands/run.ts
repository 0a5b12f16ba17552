import type { PlatformDescription } from '@stagedoor/platforms'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'
import type { PlatformHosts } from '../run/platform-hosts.ts'
import type { Reach } from '../run/routes.ts'
import type { Command, OptionValues } from './command.ts'
import { dataDirectoryOption, platformOption, readPlatforms, readPort } from './emulator-options.ts'
import { formatEvent } from './event-line.ts'
import { formatRunSummary } from './run-summary.ts'
import { createUnsafeWarnings } from './unsafe-warnings.ts'
import { UsageError } from './usage-error.ts'

/** `stagedoor run -- COMMAND`: a command that finds the platforms of this machine behind their real names. */
export const run: Command = {
  name: 'run',
  summary: 'Runs a command for which the platforms’ real addresses lead to this machine.',
  operands: '<command> [arguments]',
  options: {
    platform: platformOption,
    'data-dir': dataDirectoryOption,
    port: { value: '<number>', description: 'Port of the platforms on 127.0.0.1. Without it, a free one.' },
    offline: { description: 'Lets the command reach the platforms and this machine, and nothing else.' },
    quiet: { description: 'Writes nothing of its own, unless something goes wrong.' },
  },

  async run(options) {
    // Loaded here, so that `stagedoor dev` stays small.
    const [{ listPlatformHosts }, { startDetour }, { runProgram, takeSignals }] = await Promise.all([
      import('../run/platform-hosts.ts'),
      import('../run/detour.ts'),
      import('../run/run-program.ts'),
    ])
    const [file = '', ...args] = options.operands
    const platforms = await readPlatforms(options)
    const hosts = listPlatformHosts(platforms)
    const reach = readReach(options, hosts)
    const signals = takeSignals()
    const emulator = await startRunEmulator(options, platforms)
    const { url, control } = emulator.announcement
    const own = { ...process.env, STAGEDOOR_URL: url, STAGEDOOR_CONTROL: control }
    const detourOptions = { hosts, reach, emulatorPort: Number(new URL(url).port), environment: own, now: Math.floor(Date.now() / 1000) }
    const detour = hosts.secure.length === 0 ? undefined : await startDetour(detourOptions)
    const environment = detour?.environment ?? own
    try {
      if (!options.has('quiet')) process.stderr.write(formatRunSummary({ emulator, platforms, environment, file }))
      return await runProgram({ file, args, environment, signals })
    } catch (error) {
      return explainFailure(file, error)
    } finally {
      await detour?.close()
      await emulator.close()
      signals.close()
    }
  },
}

/** `standard` alone has no address of its own that could lead anywhere else. */
function readReach(options: OptionValues, { secure }: PlatformHosts): Reach {
  if (!options.has('offline')) return 'everywhere'
  if (secure.length > 0) return 'this-machine'
  throw new UsageError('--offline is for platforms with addresses of their own; choose one with --platform.')
}

function startRunEmulator(options: OptionValues, platforms: readonly PlatformDescription[]): Promise<Emulator> {
  const dataDirectory = options.find('data-dir')
  const isQuiet = options.has('quiet')
  const warn = createUnsafeWarnings()
  return startEmulator({
    port: readPort(options, 0),
    platforms,
    ...(dataDirectory !== undefined && { dataDirectory }),
    log(platformId, event) {
      if (!isQuiet || event.cause !== undefined) process.stderr.write(warn(platformId, event) ?? formatEvent(platformId, event))
    },
  })
}

/** The exit codes of a shell: 127 for a command that is not there, 126 for one that may not be run. */
function explainFailure(file: string, error: unknown): number {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const typed = JSON.stringify(file)
  if (code === 'ENOENT') {
    process.stderr.write(`There is no command ${typed}: write it as you would in a shell, and shell syntax as sh -c '…'.\n`)
    return 127
  }
  if (code === 'EACCES') {
    process.stderr.write(`${typed} is not a program that this account may run.\n`)
    return 126
  }
  throw error
}
