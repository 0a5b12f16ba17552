import { closestWord } from './closest-word.ts'
import { CommandError } from './command-error.ts'
import { help } from './help.ts'
import { version } from './version.ts'

/** Runs one command line. @returns The exit code: 0 well, 1 it could not be done, 2 the words are off. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    console.error(`stagedoor: ${error.message}`)
    return error.exitCode
  }
}

async function run(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args
  switch (command) {
    case 'dev': {
      const { runDev } = await import('./dev/run-dev.ts')
      return runDev(rest)
    }
    case undefined:
    case 'help':
    case '--help':
    case '-h':
      console.log(help)
      return 0
    case '--version':
    case '-v':
      console.log(version)
      return 0
    default: {
      const near = closestWord(command, ['dev', 'help'])
      throw new CommandError(
        `there is no command '${command}'${near === undefined ? '' : `; did you mean '${near}'?`} See 'stagedoor --help'.`,
        2,
      )
    }
  }
}
