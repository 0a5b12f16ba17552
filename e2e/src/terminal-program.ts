import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Node keeps what it has compiled, which saves every run but the first two thirds of its work. */
const compiled = join(tmpdir(), 'node-compile-cache')
const script = join(import.meta.dirname, '..', '..', 'examples', 'terminal', 'whoami.ts')

/** How the program at the terminal ended. */
export interface Ended {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** A run of `examples/terminal`. */
export interface TerminalProgram {
  readonly process: ChildProcess
  /** What stands on the error output, once it matches. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  readonly ended: Promise<Ended>
}

/** Runs `examples/terminal` as a process of its own; its "browser" opens nothing. */
export function runTerminalProgram(args: readonly string[], env: Readonly<Record<string, string>>): TerminalProgram {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', BROWSER: 'true', NODE_COMPILE_CACHE: compiled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  let heard = (): void => undefined
  child.stdout.on('data', (data) => {
    output += data
  })
  child.stderr.on('data', (data) => {
    errors += data
    heard()
  })
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, output, errors })))
  return {
    process: child,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        heard = () => {
          const found = pattern.exec(errors)
          if (found !== null) resolve(found)
        }
        heard()
        void ended.then(() => reject(new Error(`It ended without saying ${pattern}: ${errors}`)))
      }),
  }
}
