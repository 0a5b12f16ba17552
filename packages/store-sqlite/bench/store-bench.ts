import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../src/index.ts'
import { createBenchWorld } from './bench-world.ts'

/**
 * Measures the store alone, with {@link IN_FLIGHT} acts at a time over random live tokens: look-ups, redemptions and rotations a second,
 * in a new database of each size given as an argument (1000 and 1000000 by default). The best of {@link ROUNDS} counts.
 */
const IN_FLIGHT = 64
const ACTS = 40_000
const ROUNDS = 3

type Act = (index: number) => Promise<unknown>

async function measureRate(count: number, act: Act): Promise<number> {
  const startedAt = performance.now()
  let next = 0
  const worker = async () => {
    while (next < count) {
      next += 1
      await act(next - 1)
      await new Promise((resolve) => setImmediate(resolve)) // a request takes a turn of the event loop to come in
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
  return Math.round(count / ((performance.now() - startedAt) / 1000))
}

async function measureBestRate(act: Act): Promise<number> {
  let best = 0
  for (let round = 0; round < ROUNDS; round += 1) best = Math.max(best, await measureRate(ACTS, act))
  return best
}

async function measureStore(rows: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-bench-'))
  const store = openSqliteStore({ path: join(directory, 'store.db') })
  const { issueCode, redeem, rotate, lookUp } = await createBenchWorld(store)

  const logins = await measureRate(rows, async (index) => redeem(await issueCode(index), index))
  const rotations = await measureBestRate(rotate)
  const lookUps = await measureBestRate(lookUp)
  const codes = await Promise.all(Array.from({ length: ACTS }, (_, index) => issueCode(index)))
  const redemptions = await measureRate(ACTS, async (index) => {
    const code = codes[index]
    if (code !== undefined) await redeem(code, index)
  })

  await store.close()
  rmSync(directory, { recursive: true })
  const perRotation = (1e6 / rotations).toFixed(1)
  console.log(`${rows} rows: login ${logins}/s, look-up ${lookUps}/s, redeem ${redemptions}/s, rotate ${rotations}/s (${perRotation} µs)`)
}

const sizes = process.argv.slice(2).map(Number)
for (const rows of sizes.length > 0 ? sizes : [1000, 1_000_000]) await measureStore(rows)
