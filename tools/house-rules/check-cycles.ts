import { posix } from 'node:path'
import type { ModuleFacts } from './read-module.ts'
import { splitSpecifier, type Violation, type Workspace } from './workspace.ts'

/**
 * Finds files that need each other to load, across rooms too.
 *
 * Imports of types are exempt: they are gone at run time, and two interfaces may well speak of each other.
 */
export function checkCycles(modules: readonly ModuleFacts[], workspaces: readonly Workspace[]): Violation[] {
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const finished = new Set<string>()
  const violations: Violation[] = []

  const visit = (module: ModuleFacts, trail: readonly string[]): void => {
    for (const { specifier, line, typeOnly } of module.imports) {
      const target = typeOnly ? undefined : byPath.get(resolveModule(module.path, specifier, workspaces) ?? '')
      if (target === undefined || finished.has(target.path)) continue
      const start = trail.indexOf(target.path)
      if (start === -1) visit(target, [...trail, target.path])
      else violations.push({ path: module.path, line, message: `closes a circle: ${[...trail.slice(start), target.path].join(' -> ')}` })
    }
    finished.add(module.path)
  }
  for (const module of modules) {
    if (!finished.has(module.path)) visit(module, [module.path])
  }
  return violations
}

function resolveModule(path: string, specifier: string, workspaces: readonly Workspace[]): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier)
  const target = splitSpecifier(workspaces, specifier)
  const entry = target?.workspace.entries.get(target.entry)
  return target === undefined || entry === undefined ? undefined : posix.join(target.workspace.folder, entry)
}
