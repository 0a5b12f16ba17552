import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished, vi } from 'vitest'
import type { Announcement } from '../src/emulator/announcement.ts'
import { main } from '../src/main.ts'

export const launcher: string = fileURLToPath(new URL('../bin/stagedoor.mjs', import.meta.url))

/** Node's own folder for what it has compiled: for a command whose temporary files are looked at, as it would make one there. */
export const compileCache: string = join(tmpdir(), 'node-compile-cache')

/** How a command ended and what it wrote. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A command under way; it is killed with the test if it has not ended. */
export interface RunningCommand {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

export function spawnCommand(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningCommand {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env
  const child = spawn(file, [...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...inherited, ...env } })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, stdout, stderr }))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, ended }
}

/** Runs the command to its end, with the Node that runs the tests. */
export function runCommand(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> {
  return spawnCommand(process.execPath, [launcher, ...args], env).ended
}

/** Runs the command to its end within this process; what a program that it starts writes is not seen. */
export async function runHere(args: readonly string[]): Promise<Omit<Ended, 'signal'>> {
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true))
  try {
    const code = await main(args)
    const [stdout = '', stderr = ''] = spies.map((spy) => spy.mock.calls.map(([text]) => text).join(''))
    return { code, stdout, stderr }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** Starts `stagedoor dev --json` on a free port. @throws Error with what it wrote to stderr when it ends before it is ready. */
export async function startDev(
  args: readonly string[] = [],
  env?: Readonly<Record<string, string>>,
): Promise<RunningCommand & { readonly announcement: Announcement }> {
  const running = spawnCommand(process.execPath, [launcher, 'dev', '--port', '0', '--json', ...args], env)
  const { stdout } = running.child
  if (stdout === null) throw new TypeError('stdout is a pipe')
  const line = new Promise<string>((resolve) => createInterface(stdout).once('line', resolve))
  const first = await Promise.race([line, running.ended])
  if (typeof first !== 'string') throw new Error(`ended with ${first.code}: ${first.stderr}`)
  return { ...running, announcement: JSON.parse(first) }
}

/** A folder that is gone after the test. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
