import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { isatty } from 'node:tty'

/** Passes on the signals that this process gets while a program runs. */
export interface SignalRelay {
  /** The first one that came before there was a program to pass it on to. */
  readonly early: NodeJS.Signals | undefined
  passOnTo(child: ChildProcess): void
  /** Leaves signals to Node again. */
  close(): void
}

/** Takes over the signals that ask a process to end. From here on the program decides what becomes of them. */
export function takeSignals(): SignalRelay {
  let [early, child]: [NodeJS.Signals | undefined, ChildProcess | undefined] = [undefined, undefined]
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const).map((signal) => {
    const listener = (): void => {
      if (child === undefined) early ??= signal
      else if (!comesFromTerminal(signal)) child.kill(signal)
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return {
    get early() {
      return early
    },
    passOnTo(program) {
      child = program
    },
    close() {
      for (const stop of listeners) stop()
    },
  }
}

/** Ctrl-C goes from the terminal to both of us; a program that got it twice would think that somebody is impatient. */
function comesFromTerminal(signal: NodeJS.Signals): boolean {
  return (signal === 'SIGINT' || signal === 'SIGQUIT') && [0, 1, 2].some((descriptor) => isatty(descriptor))
}

export interface Program {
  readonly file: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly signals: SignalRelay
}

/**
 * Runs a program to its end with our own stdin, stdout and stderr.
 *
 * @returns Its exit code; 128 and the signal's number where one ended it.
 * @throws Error with `code` `ENOENT` when there is none of that name, `EACCES` when it may not be run.
 */
export function runProgram({ file, args, environment, signals }: Program): Promise<number> {
  if (signals.early !== undefined) return Promise.resolve(codeOfSignal(signals.early))
  const child = spawn(file, [...args], { stdio: 'inherit', env: environment })
  signals.passOnTo(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal === null ? (code ?? 1) : codeOfSignal(signal)))
  })
}

function codeOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal]
}
