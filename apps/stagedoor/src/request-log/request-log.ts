import type { RecordedRequest } from './recorded-request.ts'

const CAPACITY = 1000

/** The last thousand requests to a platform. */
export class RequestLog {
  #entries: RecordedRequest[] = []
  #lastNumber = 0

  add(request: Omit<RecordedRequest, 'number'>): void {
    this.#lastNumber += 1
    // Cut in halves now and then: shifting one out at every request would move a thousand.
    if (this.#entries.length >= 2 * CAPACITY) this.#entries = this.#entries.slice(-CAPACITY + 1)
    this.#entries.push({ number: this.#lastNumber, ...request })
  }

  /** The newest `limit` of those with a number above `since`, oldest first. */
  list({ since = 0, limit = CAPACITY }: { readonly since?: number; readonly limit?: number } = {}): readonly RecordedRequest[] {
    if (limit === 0) return []
    return this.#entries
      .slice(-CAPACITY)
      .filter(({ number }) => number > since)
      .slice(-limit)
  }

  /** Forgets all; numbers go on. Answers how many there were. */
  clear(): number {
    const count = Math.min(this.#entries.length, CAPACITY)
    this.#entries = []
    return count
  }
}
