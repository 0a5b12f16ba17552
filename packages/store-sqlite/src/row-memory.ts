import type { ReadChanges } from './change-watch.ts'

/**
 * Remembers committed rows that are asked for often; all are forgotten as soon as another process has written.
 *
 * What this process writes, its stores forget themselves. Bounded: of two halves the older is dropped when the younger is full,
 * and what is found in the older moves to the younger, so rows in use stay.
 */
export class RowMemory<Value> {
  readonly #readChanges: ReadChanges
  readonly #half: number
  #young = new Map<string, Value>()
  #old = new Map<string, Value>()
  #version = 0

  /** @param limit - Most rows to remember. */
  constructor(readChanges: ReadChanges, limit: number) {
    this.#readChanges = readChanges
    this.#half = Math.ceil(limit / 2)
  }

  find(key: string): Value | undefined {
    this.#forgetWhenChanged()
    const value = this.#young.get(key)
    if (value !== undefined) return value
    const old = this.#old.get(key)
    if (old !== undefined) this.#add(key, old)
    return old
  }

  /** @param value - As committed: nothing that an open transaction may yet undo. */
  keep(key: string, value: Value): void {
    this.#forgetWhenChanged()
    this.#add(key, value)
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }

  #forgetWhenChanged(): void {
    const version = this.#readChanges()
    if (version !== this.#version) this.clear()
    this.#version = version
  }

  #add(key: string, value: Value): void {
    if (this.#young.size >= this.#half) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }
}
