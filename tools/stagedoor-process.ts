import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const appFolder = join(import.meta.dirname, '..', 'apps', 'stagedoor')

/** What `stagedoor dev --json` says in its first line. */
export interface Announcement {
  readonly url: string
  readonly control: string
  readonly platforms: Readonly<Record<string, AnnouncedPlatform>>
}

/** What it says of one platform. */
export interface AnnouncedPlatform {
  readonly issuer: string
  /** RFC 8414 and OpenID metadata names, and `revocation`, `introspection`, `userinfo`. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly clients: readonly {
    readonly clientId: string
    readonly clientSecret?: string
    readonly redirectUris: readonly string[]
    readonly scopes: readonly string[]
  }[]
  readonly users: readonly { readonly username: string; readonly password: string; readonly personalToken?: string }[]
}

export interface StagedoorProcess {
  readonly announcement: Announcement
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Asks the process to end, and insists after five seconds. */
  stop(): Promise<void>
  /** Ends it as a power cut would: SIGKILL, no goodbye. */
  kill(): Promise<void>
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
  return {
    announcement: JSON.parse(firstLine),
    ended,
    stop: () => stopProcess(child, ended),
    kill() {
      child.kill('SIGKILL')
      return ended
    },
  }
}

async function stopProcess(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM')
  const insist = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(insist)
}
