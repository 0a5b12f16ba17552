import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkCycles } from './check-cycles.ts'
import { checkDirections } from './check-directions.ts'
import { checkShape } from './check-shape.ts'
import { readModule } from './read-module.ts'
import type { Violation, Workspace } from './workspace.ts'

/** Checks every rule on every source file below a root. */
export function checkHouse(root: string): { readonly fileCount: number; readonly violations: readonly Violation[] } {
  const workspaces = find(root, ['{packages,apps}/*/package.json', '{bench,conformance,e2e}/package.json']).map((path) =>
    readWorkspace(root, path),
  )
  const modules = find(root, ['{packages,apps,bench,conformance,e2e,tools,examples}/**/*.ts'])
    .filter((path) => !path.endsWith('.d.ts'))
    .map((path) => readModule(path, readFileSync(join(root, path), 'utf8')))
  const violations = [
    ...modules.flatMap((module) => [...checkDirections(module, workspaces), ...checkShape(module)]),
    ...checkCycles(modules, workspaces),
  ]
  return { fileCount: modules.length, violations }
}

function find(root: string, patterns: readonly string[]): string[] {
  const exclude = (path: string): boolean => /(^|[\\/])(node_modules|dist)$/.test(path)
  return globSync(patterns, { cwd: root, exclude })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
    .sort()
}

function readWorkspace(root: string, path: string): Workspace {
  const manifest: { name: string; exports?: Record<string, unknown> } = JSON.parse(readFileSync(join(root, path), 'utf8'))
  const entries = Object.entries(manifest.exports ?? {}).flatMap(([entry, target]): [string, string][] => {
    const file = readTarget(target)
    return file === undefined ? [] : [[entry, file]]
  })
  return { name: manifest.name, folder: dirname(path), entries: new Map(entries) }
}

/** The source file behind an entry of `exports`, which may name it once or per condition. */
function readTarget(target: unknown): string | undefined {
  if (typeof target === 'string') return target
  if (typeof target !== 'object' || target === null) return undefined
  return 'default' in target ? readTarget(target.default) : readTarget(Object.values(target)[0])
}
