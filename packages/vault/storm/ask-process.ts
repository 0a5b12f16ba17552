import { type ChildProcess, fork } from 'node:child_process'

/** Words that a process answers: what it is asked, by the name of the act. */
export type Acts = Readonly<Record<string, (input: never) => unknown>>

type Input<Act> = Act extends (input: infer In) => unknown ? In : never
type Output<Act> = Act extends (input: never) => infer Out ? Awaited<Out> : never

/** A process that was started, and answers. */
export interface Asked<Process extends Acts> {
  readonly child: ChildProcess
  /** Rejects when the process ends before it has answered. */
  ask<Name extends keyof Process & string>(act: Name, input: Input<Process[Name]>): Promise<Output<Process[Name]>>
}

/** Starts a process whose module calls {@link answerAsked} with such acts. */
export function startProcess<Process extends Acts>(module: string, words: readonly string[]): Asked<Process> {
  const child = fork(module, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' })
  const waiting = new Map<number, PromiseWithResolvers<never>>()
  let count = 0
  child.on('message', ({ id, result, error }: { readonly id: number; readonly result: never; readonly error?: string }) => {
    if (error === undefined) waiting.get(id)?.resolve(result)
    else waiting.get(id)?.reject(new Error(error))
    waiting.delete(id)
  })
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The process ended.'))
  })
  return {
    child,
    ask(act, input) {
      const answer = Promise.withResolvers<never>()
      if (child.exitCode !== null || child.signalCode !== null) return Promise.reject(new Error('The process has ended.'))
      waiting.set(++count, answer)
      child.send({ id: count, act, input }, (error) => error && answer.reject(error))
      return answer.promise
    },
  }
}

/** Answers who started this process, until they hang up. */
export function answerAsked(acts: Acts): void {
  process.on('message', ({ id, act, input }: { readonly id: number; readonly act: string; readonly input: never }) => {
    const answer = (message: object): void => void process.send?.({ id, ...message })
    Promise.resolve(acts[act]?.(input)).then(
      (result) => answer({ result }),
      (error: unknown) => answer({ error: `${error instanceof Error ? error.stack : error}` }),
    )
  })
  process.once('disconnect', () => process.exit())
}
