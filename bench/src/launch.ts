import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** The pinned Node, for every server under measure. */
export const node: string = process.execPath

/** A server process on core 0 (where `taskset` exists), with its first line of output. */
export interface Launched {
  readonly pid: number
  readonly firstLine: string
  /** From spawn to the first line. */
  readonly readyMs: number
  stop(): Promise<void>
}

/** Starts `node …args`, pinned to the first core so that the load generator on the other does not take from it. */
export async function launch(args: readonly string[]): Promise<Launched> {
  const started = performance.now()
  const child = spawn('taskset', ['-c', '0', node, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const firstLine = await readFirstLine(child)
  return {
    pid: child.pid ?? 0,
    firstLine,
    readyMs: performance.now() - started,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function readFirstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready.`)))
    if (child.stdout === null) throw new TypeError('no stdout')
    createInterface(child.stdout).once('line', resolve)
  })
}

/** Resident memory of a process in MiB: now, and at its highest. */
export function readMemoryMib(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mib = (field: string): number => Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024
  return { now: mib('VmRSS'), peak: mib('VmHWM') }
}

/** CPU time a process has used, in milliseconds (fields 14 and 15 of proc(5) stat, at 100 ticks a second). */
export function readCpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
