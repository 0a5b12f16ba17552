import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const appFolder = join(import.meta.dirname, '..', 'apps', 'stagedoor')

/** What `stagedoor dev --json` says in its first line, as far as the summary shows it. */
export interface Announcement {
  readonly url: string
  readonly platforms: Readonly<Record<string, { readonly users: readonly { readonly username: string; readonly password: string }[] }>>
}

export interface StagedoorProcess {
  readonly announcement: Announcement
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Asks the process to end, and insists after five seconds. */
  stop(): Promise<void>
}

/**
 * Starts `stagedoor dev` and waits until it is ready.
 *
 * @throws Error when it ends before that; what it had to say is on stderr.
 */
export async function startStagedoor(args: readonly string[]): Promise<StagedoorProcess> {
  const { bin }: { bin: Record<string, string> } = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8'))
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(appFolder, bin.stagedoor ?? ''), 'dev', '--json', ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const lines = createInterface({ input: child.stdout })
  const firstLine = await Promise.race([new Promise<string>((resolve) => lines.once('line', resolve)), ended])
  if (firstLine === undefined) throw new Error('The emulator did not start; what it said stands above.')
  return { announcement: JSON.parse(firstLine), ended, stop: () => stopProcess(child, ended) }
}

async function stopProcess(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  const insist = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(insist)
}
