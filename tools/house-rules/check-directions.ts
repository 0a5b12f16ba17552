import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import type { ModuleFacts, ModuleImport } from './read-module.ts'
import { findWorkspace, isTestFile, splitSpecifier, type Violation, type Workspace } from './workspace.ts'

/** Which rooms the shipped code of a package may enter. Apps, tests and benches may enter every room. */
const ALLOWED_ROOMS: Readonly<Record<string, readonly string[]>> = {
  'packages/protocol': [],
  'packages/platforms': ['@stagedoor/protocol'],
  'packages/client': ['@stagedoor/protocol', '@stagedoor/platforms'],
  'packages/server': ['@stagedoor/protocol', '@stagedoor/platforms'],
  'packages/pages': ['@stagedoor/protocol', '@stagedoor/platforms', '@stagedoor/server'],
  'packages/store-sqlite': ['@stagedoor/protocol', '@stagedoor/platforms', '@stagedoor/server'],
  'packages/vault': ['@stagedoor/protocol', '@stagedoor/platforms', '@stagedoor/client'],
  'packages/testing': ['@stagedoor/protocol', '@stagedoor/platforms', 'stagedoor'],
  'packages/store-contract': ['@stagedoor/protocol', '@stagedoor/platforms', '@stagedoor/server'],
}

/** Not even a test may cross this line: both sides are proven against the wire, not against each other. */
const STRANGERS: Readonly<Record<string, string>> = { 'packages/client': '@stagedoor/server', 'packages/server': '@stagedoor/client' }

/** Rooms that run in browsers, React Native and workers, and what in them is for Node alone. */
const PORTABLE_ROOMS = ['packages/protocol', 'packages/platforms', 'packages/client']
const NODE_ENTRIES = ['packages/client/src/node/', 'packages/client/src/cli/']

/** Checks where a file's imports lead: directions between rooms, public entries, Node builtins, file extensions. */
export function checkDirections(module: ModuleFacts, workspaces: readonly Workspace[]): Violation[] {
  const home = findWorkspace(workspaces, module.path)
  return module.imports.flatMap((target) => {
    const message = target.specifier.startsWith('.') ? checkRelative(module, target, home) : checkBare(module, target, home, workspaces)
    return message === undefined ? [] : [{ path: module.path, line: target.line, message }]
  })
}

function checkRelative({ path }: ModuleFacts, { specifier }: ModuleImport, home: Workspace | undefined): string | undefined {
  if (!/\.(ts|json|css|svg)(\?\w+)?$/.test(specifier)) return `'${specifier}' must name the file with its extension, '.ts'`
  const target = posix.join(posix.dirname(path), specifier)
  if (home === undefined || target.startsWith(`${home.folder}/`)) return undefined
  if (target.startsWith('tools/') && isTestFile(path)) return undefined
  return `'${specifier}' leaves ${home.folder}: enter another room by the name of its package`
}

function checkBare(
  { path }: ModuleFacts,
  { specifier }: ModuleImport,
  home: Workspace | undefined,
  workspaces: readonly Workspace[],
): string | undefined {
  if (home === undefined) return undefined
  if (isBuiltin(specifier)) {
    const mayUseNode = !PORTABLE_ROOMS.includes(home.folder) || isTestFile(path) || NODE_ENTRIES.some((entry) => path.startsWith(entry))
    return mayUseNode ? undefined : `'${specifier}' is Node's own: ${home.folder} also runs in browsers and React Native`
  }
  const target = splitSpecifier(workspaces, specifier)
  if (target === undefined) return undefined
  const { workspace, entry } = target
  if (!workspace.entries.has(entry))
    return `'${specifier}' is no public entry of ${workspace.name}: its package.json exports ${[...workspace.entries.keys()].join(', ')}`
  if (STRANGERS[home.folder] === workspace.name) return `${home.name} and ${workspace.name} never import each other`
  const allowed = ALLOWED_ROOMS[home.folder]
  if (allowed === undefined || isTestFile(path) || allowed.includes(workspace.name) || workspace === home) return undefined
  return `${home.name} may not import ${workspace.name}; it may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}`
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier)
}
