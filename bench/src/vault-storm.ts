/** What becomes of sessions when several requests and processes use them at once, on a platform that takes each refresh token once. Prints a table. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepByBetterAuth } from './vault-storm/keep-by-better-auth.ts'
import { keepByStagedoor } from './vault-storm/keep-by-stagedoor.ts'
import type { OpenKeeper } from './vault-storm/keeper.ts'
import { StrictPlatform } from './vault-storm/strict-platform.ts'

const PEOPLE = 100
/** How often everybody's access token ends. */
const ROUNDS = 3

const keepers: Readonly<Record<'stagedoor' | 'better-auth', OpenKeeper>> = { stagedoor: keepByStagedoor, 'better-auth': keepByBetterAuth }
const scenarios = [
  { title: 'one process, one request at a time for each person', processes: 1, callers: 1, faultsPercent: 0 },
  { title: 'one process, four requests at a time for each person', processes: 1, callers: 4, faultsPercent: 0 },
  { title: 'four processes', processes: 4, callers: 1, faultsPercent: 0 },
  { title: 'four processes, five of a hundred requests answered 503', processes: 4, callers: 1, faultsPercent: 5 },
] as const

interface Outcome {
  readonly lost: number
  readonly perNeeded: number
}

async function run(name: keyof typeof keepers, { processes, callers, faultsPercent }: (typeof scenarios)[number]): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'vault-storm-'))
  const path = join(folder, 'tokens.db')
  const platform = new StrictPlatform()
  await platform.start()
  const keeper = await keepers[name](path, platform.url)
  for (let person = 0; person < PEOPLE; person++) await keeper.add(person, platform.grant())
  const program = join(import.meta.dirname, 'vault-storm/worker.ts')
  const workers = Array.from({ length: processes }, () => fork(program, [name, path, platform.url, String(callers)]))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  platform.faultsPercent = faultsPercent
  for (let round = 0; round < ROUNDS; round++) {
    await keeper.expireAll()
    const done = workers.map((worker) => once(worker, 'message'))
    for (const worker of workers) worker.send(PEOPLE)
    await Promise.all(done)
  }
  const requests = platform.requests - platform.unavailable
  platform.faultsPercent = 0
  let lost = 0
  for (let person = 0; person < PEOPLE; person++) if (!platform.accepts(await keeper.getAccessToken(person).catch(() => null))) lost += 1
  for (const worker of workers) worker.disconnect()
  await keeper.close()
  platform.stop()
  rmSync(folder, { recursive: true })
  return { lost, perNeeded: requests / (PEOPLE * ROUNDS) }
}

console.log(`${PEOPLE} sessions, ${ROUNDS} times expired. Sessions lost, and refresh requests for each one needed (503 not counted).\n`)
console.log('| | Stagedoor | Better Auth |\n|---|---|---|')
for (const scenario of scenarios) {
  const cells: string[] = []
  for (const name of ['stagedoor', 'better-auth'] as const) {
    const { lost, perNeeded } = await run(name, scenario)
    cells.push(`${lost} lost, ${perNeeded.toFixed(2)} requests`)
  }
  console.log(`| ${scenario.title} | ${cells.join(' | ')} |`)
}
