import { expect } from 'vitest'
import type { VaultRecord, VaultStore } from '../src/index.ts'

/**
 * Writes with four hands at once while the database of a store crashes, until writes fail, which they must do as unavailable.
 * Answers the keys of the writes that were confirmed.
 */
export async function writeThroughCrash(store: VaultStore, record: VaultRecord, crash: () => Promise<void>): Promise<string[]> {
  const confirmed: string[] = []
  const failures: unknown[] = []
  const work = async (worker: number): Promise<void> => {
    for (let index = 0; failures.length < 4 && index < 100_000; index += 1) {
      const key = `key-${worker}-${index}`
      await store.write({ ...record, key }, null).then(
        () => confirmed.push(key),
        (error) => failures.push(error),
      )
    }
  }
  const workers = Promise.all([0, 1, 2, 3].map(work))
  await expect.poll(() => confirmed.length, { interval: 5 }).toBeGreaterThan(40)
  await crash()
  await workers

  expect(failures.length).toBeGreaterThanOrEqual(4)
  for (const failure of failures) expect(failure).toMatchObject({ code: 'store_unavailable', retryable: true, cause: expect.any(Error) })
  return confirmed
}
