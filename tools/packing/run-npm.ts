import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execFileAsync = promisify(execFile)

/**
 * Runs npm without scripts, network and chatter.
 *
 * @throws Error with npm's words.
 */
export async function runNpm(args: readonly string[], folder: string): Promise<string> {
  const npmScript = process.env.npm_execpath
  const isScript = npmScript !== undefined && /\.c?js$/.test(npmScript)
  const [command, before]: [string, string[]] = isScript ? [process.execPath, [npmScript]] : ['npm', []]
  const quiet = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  // Settings of the npm that started us belong to its own folder.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(config_(local_prefix|workspace)|package)/i.test(name)),
  )
  try {
    const { stdout } = await execFileAsync(command, [...before, ...args, ...quiet], { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 })
    return stdout
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? `${error.stderr}` : String(error)
    throw new Error(`npm ${args[0]} failed:\n${words.trim()}`)
  }
}
