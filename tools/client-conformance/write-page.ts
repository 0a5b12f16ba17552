/** Runs the tests that are about a hard case or a trap, and writes docs/conformance-client.md from what passed. */
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatClientConformance } from './format-page.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'stagedoor-rows-'))
const rowsFile = join(folder, 'rows.json')
const files = globSync('{packages,apps,conformance,e2e,examples}/**/*.test.ts', {
  cwd: root,
  exclude: (path) => path.includes('node_modules'),
})
const tagged = files.filter((file) => /\[(?:row:|trap) /.test(readFileSync(join(root, file), 'utf8')))
const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...tagged], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, CLIENT_ROWS_FILE: rowsFile },
})
try {
  writeFileSync(join(root, 'docs', 'conformance-client.md'), formatClientConformance(JSON.parse(readFileSync(rowsFile, 'utf8'))))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = status ?? 1
