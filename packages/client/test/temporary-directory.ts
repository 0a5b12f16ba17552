import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Makes a directory that ends with the test. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'stagedoor-client-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}
