import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Names a database file in a directory of its own, which goes when the test is over. */
export function createTemporaryPath(): string {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-store-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return join(directory, 'store.db')
}
