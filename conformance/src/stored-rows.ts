import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { PlatformId } from './registered-app.ts'
import { type RunningStagedoor, runStagedoor } from './run-stagedoor.ts'

/** A running `stagedoor dev` whose database files can be looked at. */
export interface OpenStagedoor extends RunningStagedoor {
  /** How many rows each table of a platform has now: whatever a request stored shows. */
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
    const counts = tables.map(({ name }) => [String(name), Number(database.prepare(`SELECT count(*) AS rows FROM "${name}"`).get()?.rows)])
    return Object.fromEntries(counts)
  } finally {
    database.close()
  }
}
