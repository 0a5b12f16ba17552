import { randomInt } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Ledger, RefreshRequest, StormFault, StormWeather, Strike } from './ledger.ts'

export interface StormFrontOptions {
  /** Origin of the platform behind it. */
  readonly upstream: string
  readonly tokenPath: string
  /** How long a process is stopped, or 1.7 times that: longer than its lease. */
  readonly pauseMs: number
}

/** Names the process that sends a request. */
export const PID_HEADER = 'x-storm-pid'
/** Milliseconds at which it left. */
export const SENT_HEADER = 'x-storm-sent'
const LONGEST_DELAY_MS = 400
const FAULTS: readonly StormFault[] = ['cut', 'unavailable', 'drop', 'delay', 'kill_before', 'kill_after', 'pause_before', 'pause_after']

/** Stands before a platform, keeps count of what it gave and refused, and breaks what the weather says. */
export class StormFront {
  #round = 0
  /** What the next requests meet. */
  #deck: (StormFault | null)[] = []
  readonly #requests: RefreshRequest[] = []
  readonly #strikes: Strike[] = []
  /** Refresh tokens that were given: whose, and the how manyth. */
  readonly #tokens = new Map<string, { readonly grant: number; readonly generation: number }>()
  readonly #highest = new Map<number, number>()
  readonly #options: StormFrontOptions
  readonly #server: Server

  constructor(options: StormFrontOptions) {
    this.#options = options
    this.#server = createServer((incoming, outgoing) => {
      this.#answer(incoming, outgoing).catch(() => outgoing.destroy())
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address: AddressInfo | string | null = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** Notes a refresh token that a sign-in gave. */
  know(refreshToken: string, grant: number): void {
    this.#tokens.set(refreshToken, { grant, generation: 0 })
  }

  /** Begins a round of about so many requests. */
  begin(weather: StormWeather, requests: number): void {
    this.#round += 1
    this.#deck = Array<StormFault | null>(requests).fill(null)
    for (const fault of FAULTS) for (let dealt = weather[fault] ?? 0; dealt > 0; dealt -= 1) this.#deck[this.#findFree()] = fault
  }

  #findFree(): number {
    for (;;) {
      const place = randomInt(this.#deck.length)
      if (this.#deck[place] === null) return place
    }
  }

  /** The how manyth of its grant a refresh token is. */
  generationOf(refreshToken: string): number {
    return this.#tokens.get(refreshToken)?.generation ?? -1
  }

  get ledger(): Ledger {
    return { requests: this.#requests, strikes: this.#strikes }
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = Buffer.concat(await incoming.toArray())
    const presented = new URLSearchParams(body.toString()).get('refresh_token')
    const isRefresh = incoming.url === this.#options.tokenPath && presented !== null
    if (isRefresh) return this.#refresh({ incoming, outgoing, body, presented })
    const { status, headers, text } = await this.#forward(incoming, body)
    outgoing.writeHead(status, headers).end(text)
  }

  async #refresh({ incoming, outgoing, body, presented }: Refresh): Promise<void> {
    const pid = Number(incoming.headers[PID_HEADER])
    const sentMs = Number(incoming.headers[SENT_HEADER])
    const { grant = -1, generation = -1 } = this.#tokens.get(presented) ?? {}
    const highest = this.#highest.get(grant) ?? 0
    this.#highest.set(grant, Math.max(highest, generation))
    const fault = this.#deck.pop() ?? null
    const round = this.#round
    const note = (outcome: RefreshRequest['outcome'], isDelivered: boolean): void => {
      const isStale = generation < highest
      const atMs = Date.now()
      this.#requests.push({ grant, generation, isStale, outcome, fault, pid, isDelivered, round, atMs, waitedMs: atMs - sentMs })
    }
    if (fault === 'cut' || fault === 'unavailable' || fault === 'kill_before' || fault === 'pause_before') {
      note('unseen', false)
      await this.#strike(fault, pid)
      return void (fault === 'unavailable' ? outgoing.writeHead(503, { 'retry-after': '0' }).end() : outgoing.destroy())
    }
    const { status, headers, text } = await this.#forward(incoming, body)
    const successor = status === 200 ? String(JSON.parse(text).refresh_token) : undefined
    if (successor !== undefined) this.#tokens.set(successor, { grant, generation: generation + 1 })
    const outcome = successor === undefined ? 'refused' : 'rotated'
    if (fault === 'delay') await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_DELAY_MS))
    const struck = this.#strike(fault, pid)
    if (fault === 'drop' || fault === 'kill_after') {
      note(outcome, false)
      outgoing.destroy()
      return
    }
    if (outgoing.destroyed) return note(outcome, false)
    outgoing.once('close', () => note(outcome, outgoing.writableFinished))
    outgoing.writeHead(status, headers).end(text)
    await struck
  }

  /** Ends or stops the process that sent a request; resolves when it may go on. */
  async #strike(fault: StormFault | null, pid: number): Promise<void> {
    const fromMs = Date.now()
    const isDown = this.#strikes.some((strike) => strike.pid === pid && strike.untilMs > fromMs)
    if (isDown || !(pid > 0)) return
    if (fault === 'kill_before' || fault === 'kill_after') {
      this.#strikes.push({ pid, fromMs, untilMs: Infinity })
      process.kill(pid, 'SIGKILL')
    } else if (fault === 'pause_before' || fault === 'pause_after') {
      // Some wake up in time to write what they were given, some do not.
      const pauseMs = this.#options.pauseMs * (Math.random() < 0.5 ? 1 : 1.7)
      this.#strikes.push({ pid, fromMs, untilMs: fromMs + pauseMs })
      process.kill(pid, 'SIGSTOP')
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
      process.kill(pid, 'SIGCONT')
    }
  }

  async #forward(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; headers: Record<string, string>; text: string }> {
    const { authorization, 'content-type': type } = headers
    const response = await fetch(this.#options.upstream + (url ?? '/'), {
      method: method ?? 'GET',
      headers: { ...(authorization !== undefined && { authorization }), ...(type !== undefined && { 'content-type': type }) },
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    })
    return {
      status: response.status,
      headers: { 'content-type': response.headers.get('content-type') ?? 'text/plain' },
      text: await response.text(),
    }
  }
}

interface Refresh {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly body: Buffer
  readonly presented: string
}
