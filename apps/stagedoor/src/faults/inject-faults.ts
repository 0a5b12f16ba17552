import { AsyncResource } from 'node:async_hooks'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HostedPlatform } from '../emulator/hosted-platform.ts'
import type { PathListener } from '../emulator/path-listener.ts'
import { currentExchange } from '../request-log/exchange.ts'
import type { AnswerFault, DelayFault } from './fault.ts'
import type { FaultList } from './fault-list.ts'
import { createFaultyAnswer, omitMembers } from './faulty-answer.ts'
import { type HeldAnswer, holdAnswer, sendHalf, sendHeld } from './hold-answer.ts'

// As they were when this was loaded: a test that fakes timers fakes its own, not those of a platform.
const { setTimeout, clearTimeout } = globalThis

/** What a person sees in a sign-in window, and what leads there. */
const PAGE_ENDPOINTS: ReadonlySet<string> = new Set(['authorization', 'signIn', 'consent', 'popupStart', 'popupCallback'])

/** Lets requests meet the faults of their platform. Without any, costs one comparison. */
export function injectFaults({ faults, endpointNames, server }: HostedPlatform, serve: PathListener): PathListener {
  return (path, request, response) => {
    // A browser asks before it sends: a fault is for what it sends.
    if (faults.isEmpty || request.method === 'OPTIONS') return serve(path, request, response)
    const endpoint = endpointNames.nameOf(path)
    const { delay, answer } = faults.take({ path, endpoint })
    noteFault(answer ?? delay)
    const severing = faults.find('cross_origin_opener_policy')
    if (severing !== undefined && PAGE_ENDPOINTS.has(endpoint)) severOpener(request, response, severing.policy ?? 'same-origin')
    const wait = (milliseconds: number, go: () => void): void => waitFor({ faults, milliseconds, request, response }, go)
    if (delay?.before === 'reply') {
      holdAnswer(response, (held) => wait(delay.milliseconds, () => sendHeld(request, response, held)))
    }
    const begin = (): void => {
      if (answer === undefined) serve(path, request, response)
      else answerWrongly({ fault: answer, nowMs: server.context.clock(), serve }, path, request, response)
    }
    if (delay === undefined || delay.before === 'reply') begin()
    else wait(delay.milliseconds, begin)
  }
}

function noteFault(fault: AnswerFault | DelayFault | undefined): void {
  const exchange = currentExchange.getStore()
  if (exchange !== undefined && fault !== undefined) exchange.fault = fault.kind
}

interface Waiting {
  readonly faults: FaultList
  readonly milliseconds: number
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** Goes on after a time, or when the faults are cleared. A client that leaves meanwhile is not answered any more. */
function waitFor({ faults, milliseconds, request, response }: Waiting, go: () => void): void {
  const stop = (): void => {
    clearTimeout(timer)
    stopListening()
    response.off('close', leave)
  }
  // Whoever clears the faults does so in a request of their own; this one goes on as itself.
  const goOn = AsyncResource.bind(() => {
    stop()
    go()
  })
  const leave = (): void => {
    stop()
    // Nobody reads the request any more, and node:http would keep its connection half open.
    request.socket.destroy()
  }
  const stopListening = faults.onceCleared(goOn)
  const timer = setTimeout(goOn, milliseconds)
  response.once('close', leave)
}

interface Wrong {
  readonly fault: AnswerFault
  readonly nowMs: number
  readonly serve: PathListener
}

function answerWrongly({ fault, nowMs, serve }: Wrong, path: string, request: IncomingMessage, response: ServerResponse): void {
  const release = chooseRelease({ fault, nowMs }, request, response)
  if (fault.kind === 'drop_reply' || (fault.kind === 'malformed' && fault.omit !== undefined) || fault.handled === true) {
    holdAnswer(response, release)
    serve(path, request, response)
  } else {
    request.resume()
    release(nothing)
  }
}

/** What stands for the right answer where nothing was handled. */
const nothing: HeldAnswer = { status: 200, headers: [], body: Buffer.alloc(0) }

/** What happens to the right answer. */
function chooseRelease(
  { fault, nowMs }: Omit<Wrong, 'serve'>,
  request: IncomingMessage,
  response: ServerResponse,
): (right: HeldAnswer) => void {
  if (fault.kind === 'drop_reply') return (right) => (fault.sent === 'half' ? sendHalf(response, right) : response.destroy())
  if (fault.kind === 'malformed' && fault.omit !== undefined) return (right) => sendHeld(request, response, omitMembers(right, fault))
  return () => sendHeld(request, response, createFaultyAnswer(fault, nowMs))
}

function severOpener(request: IncomingMessage, response: ServerResponse, policy: string): void {
  const header = 'Cross-Origin-Opener-Policy'
  holdAnswer(response, (held) => {
    const kept = held.headers.filter(([name]) => name.toLowerCase() !== header.toLowerCase())
    const severed: HeldAnswer = { ...held, headers: [...kept, [header, policy]] }
    sendHeld(request, response, severed)
  })
}
