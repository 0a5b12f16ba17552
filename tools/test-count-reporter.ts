import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'
import { collectRows } from './client-conformance/proven-row.ts'

/** How many tests of a run passed and failed; a file that does not load and an unhandled error count as one failure each. */
export interface TestCount {
  readonly passed: number
  readonly failed: number
}

/** Counts a finished run. */
export function countTests(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): TestCount {
  let passed = 0
  let failed = unhandledErrors.length
  for (const module of modules) {
    failed += module.errors().length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') passed += 1
      if (state === 'failed') failed += 1
    }
  }
  return { passed, failed }
}

/** Ends vitest's output with `N passed, N failed`, or hands the count to `tools/test.mjs` when that runs vitest as one of its steps. The rows of the client's conformance page go to a file of their own. */
export default class TestCountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const count = countTests(modules, unhandledErrors)
    const file = process.env.TEST_COUNT_FILE
    const rowsFile = process.env.CLIENT_ROWS_FILE
    if (rowsFile !== undefined) writeFileSync(rowsFile, JSON.stringify(collectRows(modules)))
    if (file !== undefined) writeFileSync(file, JSON.stringify(count))
    else process.stdout.write(`\n${count.passed} passed, ${count.failed} failed\n`)
  }
}
