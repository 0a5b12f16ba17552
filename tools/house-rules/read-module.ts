import { parseSync, Visitor } from 'vite'

export interface ModuleImport {
  readonly specifier: string
  readonly line: number
  /** Gone at run time: `import type`, `export type … from`, `import('x').T`. */
  readonly typeOnly: boolean
}

/** What the house rules ask about one source file. */
export interface ModuleFacts {
  /** From the root of the repository, with slashes. */
  readonly path: string
  readonly lineCount: number
  readonly imports: readonly ModuleImport[]
  /** Lines of `export * from`. */
  readonly starExports: readonly number[]
  readonly defaultExports: readonly number[]
  /** Reads of the clock, of chance and of the environment. */
  readonly ambientReads: readonly { readonly name: string; readonly line: number }[]
}

const AMBIENT = new Set(['Date.now', 'Math.random', 'process.env'])

/**
 * Parses a source file.
 *
 * @throws SyntaxError when it does not parse.
 */
export function readModule(path: string, source: string): ModuleFacts {
  const parsed = parseSync(path, source)
  const [problem] = parsed.errors
  if (problem !== undefined) throw new SyntaxError(`${path}: ${problem.message}`)

  const lineAt = (offset: number): number => source.slice(0, offset).split('\n').length
  const { staticImports, staticExports, dynamicImports } = parsed.module
  const imports: ModuleImport[] = staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    line: lineAt(start),
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  for (const { entries, start } of staticExports) {
    const specifier = entries.find(({ moduleRequest }) => moduleRequest != null)?.moduleRequest?.value
    if (specifier !== undefined) imports.push({ specifier, line: lineAt(start), typeOnly: entries.every(({ isType }) => isType) })
  }
  for (const { moduleRequest, start } of dynamicImports) {
    const specifier = readString(source.slice(moduleRequest.start, moduleRequest.end))
    if (specifier !== undefined) imports.push({ specifier, line: lineAt(start), typeOnly: false })
  }

  const ambientReads: { name: string; line: number }[] = []
  new Visitor({
    TSImportType: ({ source: { value: specifier }, start }) => {
      imports.push({ specifier, line: lineAt(start), typeOnly: true })
    },
    MemberExpression: ({ object, property, start }) => {
      if (object.type !== 'Identifier' || property.type !== 'Identifier') return
      const name = `${object.name}.${property.name}`
      if (AMBIENT.has(name)) ambientReads.push({ name, line: lineAt(start) })
    },
    NewExpression: ({ callee, arguments: args, start }) => {
      if (callee.type === 'Identifier' && callee.name === 'Date' && args.length === 0)
        ambientReads.push({ name: 'new Date()', line: lineAt(start) })
    },
  }).visit(parsed.program)

  const exportsOfKind = (found: (entry: (typeof staticExports)[number]['entries'][number]) => boolean): number[] =>
    staticExports.filter(({ entries }) => entries.some(found)).map(({ start }) => lineAt(start))
  return {
    path,
    lineCount: source.trimEnd().split('\n').length,
    imports,
    starExports: exportsOfKind(({ importName }) => importName.kind === 'AllButDefault'),
    defaultExports: exportsOfKind(({ exportName }) => exportName.kind === 'Default'),
    ambientReads,
  }
}

/** Reads a string literal; undefined for any other expression. */
function readString(text: string): string | undefined {
  return /^'([^'\\]*)'$|^"([^"\\]*)"$/
    .exec(text)
    ?.slice(1)
    .find((value) => value !== undefined)
}
