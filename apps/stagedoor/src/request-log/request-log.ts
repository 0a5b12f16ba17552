import type { RecordedRequest } from './recorded-request.ts'

const CAPACITY = 1000

/** How many requests a second are described when it goes on for longer than a burst. */
const SUSTAINED = 200

/**
 * The last thousand requests to a platform.
 *
 * A burst of a thousand is described, and two hundred a second when it goes on; what comes beyond is only counted, and shows as a gap in the
 * numbers. It would push out itself before anybody could read it, and describing costs a fast request half of its time again.
 */
export class RequestLog {
  /** JSON: pieces of a request’s URL would keep the whole of it alive. A ring, once it is full: the oldest is at {@link #next}. */
  #entries: string[] = []
  #next = 0
  #lastNumber = 0
  #allowance = CAPACITY
  #countedAt = 0

  /** Whether a request that comes now is to be described when it ends. @param nowMs - Of a clock that nobody moves. */
  admit(nowMs: number): boolean {
    this.#allowance = Math.min(CAPACITY, this.#allowance + ((nowMs - this.#countedAt) * SUSTAINED) / 1000)
    this.#countedAt = nowMs
    if (this.#allowance >= 1) {
      this.#allowance -= 1
      return true
    }
    this.#lastNumber += 1
    return false
  }

  add(request: Omit<RecordedRequest, 'number'>): void {
    this.#lastNumber += 1
    this.#entries[this.#next] = JSON.stringify({ number: this.#lastNumber, ...request })
    this.#next = (this.#next + 1) % CAPACITY
  }

  /** The newest `limit` of those with a number above `since`, in the order in which they ended. */
  list({ since = 0, limit = CAPACITY }: { readonly since?: number; readonly limit?: number } = {}): readonly RecordedRequest[] {
    if (limit === 0) return []
    const texts = [...this.#entries.slice(this.#next), ...this.#entries.slice(0, this.#next)]
    const requests = texts.map((text): RecordedRequest => JSON.parse(text))
    return requests.filter(({ number }) => number > since).slice(-limit)
  }

  /** Forgets all; numbers go on. Answers how many there were. */
  clear(): number {
    const { length } = this.#entries
    this.#entries = []
    this.#next = 0
    return length
  }
}
