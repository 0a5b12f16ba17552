/** A room of the house: a folder with a package.json. */
export interface Workspace {
  readonly name: string
  /** From the root of the repository, for example `packages/server`. */
  readonly folder: string
  /** Public entries: `.` or `./ports` to the source file behind it, from the room's own folder. */
  readonly entries: ReadonlyMap<string, string>
}

/** A broken rule, with the place and what to do instead. */
export interface Violation {
  readonly path: string
  readonly line: number
  readonly message: string
}

/** Returns the room that a path belongs to. */
export function findWorkspace(workspaces: readonly Workspace[], path: string): Workspace | undefined {
  return workspaces.find(({ folder }) => path.startsWith(`${folder}/`))
}

/** Says whether a file is shipped by nobody: a test, or anything of a package outside its `src`. */
export function isTestFile(path: string): boolean {
  return path.endsWith('.test.ts') || !/^(packages|apps)\/[^/]+\/src\//.test(path) || path.includes('/test/')
}

/** Splits `@stagedoor/server/ports` into the room's name and its entry (`./ports`); undefined when it is no room of ours. */
export function splitSpecifier(workspaces: readonly Workspace[], specifier: string): { workspace: Workspace; entry: string } | undefined {
  const workspace = workspaces.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`))
  return workspace === undefined ? undefined : { workspace, entry: `.${specifier.slice(workspace.name.length)}` }
}
