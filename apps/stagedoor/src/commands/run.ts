import { startEmulator } from '../emulator/start-emulator.ts'
import type { Command } from './command.ts'
import { dataDirectoryOption, platformOption, readPlatforms, readPort } from './emulator-options.ts'
import { formatEvent } from './event-line.ts'
import { formatRunSummary } from './run-summary.ts'

/** `stagedoor run -- COMMAND`: a command that finds the platforms of this machine behind their real names. */
export const run: Command = {
  name: 'run',
  summary: 'Runs a command for which the platforms’ real addresses lead to this machine.',
  operands: '<command> [arguments]',
  options: {
    platform: platformOption,
    'data-dir': dataDirectoryOption,
    port: { value: '<number>', description: 'Port of the platforms on 127.0.0.1. Without it, a free one.' },
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
    const port = readPort(options, 0)
    const hosts = listPlatformHosts(platforms)
    const dataDirectory = options.find('data-dir')
    const isQuiet = options.has('quiet')
    const signals = takeSignals()
    const emulator = await startEmulator({
      port,
      platforms,
      ...(dataDirectory !== undefined && { dataDirectory }),
      log(platformId, event) {
        if (!isQuiet || event.cause !== undefined) process.stderr.write(formatEvent(platformId, event))
      },
    })
    const { url, control } = emulator.announcement
    const environment = { ...process.env, STAGEDOOR_URL: url, STAGEDOOR_CONTROL: control }
    // `standard` alone has no address of its own that could lead anywhere else.
    const detour =
      hosts.secure.length === 0
        ? undefined
        : await startDetour({ hosts, emulatorPort: Number(new URL(url).port), environment, now: Math.floor(Date.now() / 1000) })
    try {
      const program = { file, args, environment: detour?.environment ?? environment, signals }
      if (!isQuiet)
        process.stderr.write(formatRunSummary({ announcement: emulator.announcement, platforms, environment: program.environment, file }))
      return await runProgram(program)
    } catch (error) {
      return explainFailure(file, error)
    } finally {
      await detour?.close()
      await emulator.close()
      signals.close()
    }
  },
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
