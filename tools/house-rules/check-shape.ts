import { basename } from 'node:path'
import type { ModuleFacts } from './read-module.ts'
import { isTestFile, type Violation } from './workspace.ts'

const MAX_LINES = 300
const HOMELESS = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'shared', 'misc', 'types'])

/** The outermost edge, where a package may look at the world itself when its caller passes nothing in. */
const EDGE = /\/(runtimes?|edge)\/|\/(system|runtime)(-[a-z-]+)?\.ts$/

/** Checks a file by itself: its length, its name, what it exports, and whether it reads clock, chance or environment. */
export function checkShape(module: ModuleFacts): Violation[] {
  const { path } = module
  const at = (line: number, message: string): Violation => ({ path, line, message })
  const violations: Violation[] = []
  const isTest = isTestFile(path)

  if (!path.endsWith('.test.ts') && module.lineCount > MAX_LINES) {
    violations.push(at(MAX_LINES + 1, `has ${module.lineCount} lines; past ${MAX_LINES}, look for the missing concept`))
  }
  const homeless = path.split('/').find((segment) => HOMELESS.has(segment.replace(/(\.test)?\.ts$/, '')))
  if (homeless !== undefined) violations.push(at(1, `'${homeless}' is no room: name the concept`))
  for (const line of module.starExports) violations.push(at(line, '`export *` hides what is public: name every export'))
  if (!basename(path).endsWith('.config.ts') && path !== 'tools/test-count-reporter.ts') {
    for (const line of module.defaultExports) violations.push(at(line, 'a default export has no name of its own: export the name'))
  }
  const mayReadWorld = isTest || path.startsWith('apps/') || EDGE.test(path)
  if (!mayReadWorld) {
    for (const { name, line } of module.ambientReads) {
      violations.push(at(line, `${name} is read here: pass it in; only apps, tools, benches, tests and runtime files look at the world`))
    }
  }
  return violations
}
