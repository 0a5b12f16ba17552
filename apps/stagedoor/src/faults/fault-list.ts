import type { AnswerFault, DelayFault, Fault, FaultRequest } from './fault.ts'

/** Where a request goes. */
export interface RequestPlace {
  /** Below the platform's base, without the query. */
  readonly path: string
  readonly endpoint: string
}

/** What one request meets. */
export interface MetFaults {
  readonly delay: DelayFault | undefined
  readonly answer: AnswerFault | undefined
}

interface Entry {
  readonly id: string
  readonly fault: FaultRequest
  hits: number
  remaining: number | null
}

/** The faults of one platform. */
export class FaultList {
  #entries: readonly Entry[] = []
  #lastId = 0
  readonly #waiting = new Set<() => void>()

  /** Adds a fault; requests that have begun do not meet it. */
  add(fault: FaultRequest): Fault {
    this.#lastId += 1
    const entry: Entry = { id: `fault-${this.#lastId}`, fault, hits: 0, remaining: ('times' in fault ? fault.times : undefined) ?? null }
    this.#entries = [...this.#entries, entry]
    return show(entry)
  }

  /** Oldest first; one that is used up stays, so that its hits can be read. */
  list(): readonly Fault[] {
    return this.#entries.map(show)
  }

  /** Ends all, and lets requests that wait go on; answers how many faults there were. */
  clear(): number {
    const { length } = this.#entries
    this.#entries = []
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const go of waiting) go()
    return length
  }

  /** Calls `go` when the faults are cleared, unless the function that it answers with is called before. */
  onceCleared(go: () => void): () => void {
    this.#waiting.add(go)
    return () => void this.#waiting.delete(go)
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0
  }

  has(kind: FaultRequest['kind']): boolean {
    return this.find(kind) !== undefined
  }

  /** The oldest of a kind. */
  find<K extends FaultRequest['kind']>(kind: K): Extract<FaultRequest, { kind: K }> | undefined {
    return this.#entries.map(({ fault }) => fault).find((fault): fault is Extract<FaultRequest, { kind: K }> => fault.kind === kind)
  }

  /**
   * Takes what a request meets: the oldest delay and the oldest other answer that match, each counted once.
   * Choosing and counting are one step, so of any number of requests at once exactly `times` meet a fault.
   */
  take(place: RequestPlace): MetFaults {
    let delay: DelayFault | undefined
    let answer: AnswerFault | undefined
    for (const entry of this.#entries) {
      const { fault } = entry
      if (fault.kind === 'strict_rotation' || fault.kind === 'cross_origin_opener_policy') continue
      if (entry.remaining === 0 || !matches(fault.endpoint, place)) continue
      if (fault.kind === 'delay' && delay === undefined) delay = fault
      else if (fault.kind !== 'delay' && answer === undefined) answer = fault
      else continue
      entry.hits += 1
      if (entry.remaining !== null) entry.remaining -= 1
    }
    return { delay, answer }
  }
}

function matches(wanted: string | undefined, { path, endpoint }: RequestPlace): boolean {
  if (wanted === undefined) return true
  if (!wanted.startsWith('/')) return wanted === endpoint
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : wanted === path
}

function show({ id, fault, hits, remaining }: Entry): Fault {
  return { ...fault, id, hits, remaining }
}
