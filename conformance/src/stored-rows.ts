import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { PlatformId } from './registered-app.ts'
import { type RunningStagedoor, runStagedoor } from './run-stagedoor.ts'

/**
 * Tables in which a refusal leaves its trace on purpose: counts of guesses, the log in which developers look a refusal up,
 * and the challenges that a passkey may answer on the page that is shown again. All are bounded, or over in minutes.
 */
const TRACES: ReadonlySet<unknown> = new Set(['attempts', 'sign_in_log', 'ceremonies'])

/** A running `stagedoor dev` whose database files can be looked at. */
export interface OpenStagedoor extends RunningStagedoor {
  /** How many rows each table of a platform has now, but for the traces of refusals: whatever else a request stored shows. */
  countRows(platform: PlatformId): Readonly<Record<string, number>>
}

/** Starts the command on a folder of its own, which goes with it. */
export async function runOpenStagedoor(): Promise<OpenStagedoor> {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-conformance-'))
  const remove = (): void => rmSync(folder, { recursive: true })
  const stagedoor = await runStagedoor(['--data-dir', folder]).catch((error: unknown) => {
    remove()
    throw error
  })
  return {
    ...stagedoor,
    countRows: (platform) => countRows(join(folder, `${platform}.sqlite`)),
    async [Symbol.asyncDispose]() {
      await stagedoor[Symbol.asyncDispose]()
      remove()
    },
  }
}

function countRows(path: string): Readonly<Record<string, number>> {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
    const counts = tables
      .filter(({ name }) => !TRACES.has(name))
      .map(({ name }) => [String(name), Number(database.prepare(`SELECT count(*) AS rows FROM "${name}"`).get()?.rows)])
    return Object.fromEntries(counts)
  } finally {
    database.close()
  }
}
