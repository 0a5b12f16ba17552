import type { RecordedRequest } from './recorded-request.ts'

const CAPACITY = 1000
const SECOND_MS = 1000

/**
 * The last thousand requests to a platform.
 *
 * A second describes a thousand at most; what comes beyond is only counted, and shows as a gap in the numbers. It would push out itself
 * before anybody could read it, and describing costs a fast request half of its time again.
 */
export class RequestLog {
  #entries: RecordedRequest[] = []
  #lastNumber = 0
  #secondBegan = Number.NEGATIVE_INFINITY
  #admitted = 0

  /** Whether a request that comes now is to be described when it ends. @param nowMs - Of a clock that nobody moves. */
  admit(nowMs: number): boolean {
    if (nowMs - this.#secondBegan >= SECOND_MS) {
      this.#secondBegan = nowMs
      this.#admitted = 0
    }
    this.#admitted += 1
    if (this.#admitted <= CAPACITY) return true
    this.#lastNumber += 1
    return false
  }

  add(request: Omit<RecordedRequest, 'number'>): void {
    this.#lastNumber += 1
    // Cut in halves now and then: shifting one out at every request would move a thousand.
    if (this.#entries.length >= 2 * CAPACITY) this.#entries = this.#entries.slice(-CAPACITY + 1)
    this.#entries.push({ number: this.#lastNumber, ...request })
  }

  /** The newest `limit` of those with a number above `since`, in the order in which they ended. */
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
