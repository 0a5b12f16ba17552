import { takeDataDirectory } from './data-directory.ts'
import { parseDevOptions } from './dev-options.ts'
import { describeReady } from './ready-line.ts'
import { startEmulator } from './start-emulator.ts'
import { formatSummary } from './summary.ts'

/** `stagedoor dev`: runs until it is asked to end. @returns The exit code. */
export async function runDev(args: readonly string[]): Promise<number> {
  const options = parseDevOptions(args)
  const directory = takeDataDirectory(options.dataDir)
  try {
    const emulator = await startEmulator({
      port: options.port,
      dataDir: directory.path,
      platforms: options.platforms,
      machineClock: Date.now,
      // Refusals are the callers' business; what is shown here are the bugs.
      log: (event) => event.cause !== undefined && console.error(`stagedoor: ${event.reason} ${event.errorId ?? ''}`, event.cause),
    })
    const asked = untilAskedToEnd()
    const data = directory.temporary ? 'temporary; --data-dir FOLDER keeps it' : directory.path
    console.log(options.json ? JSON.stringify(describeReady(emulator)) : formatSummary(emulator, data))
    await asked
    await emulator.stop()
    return 0
  } finally {
    directory.release()
  }
}

function untilAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
