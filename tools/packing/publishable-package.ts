import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A package.json as far as packing reads it. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly exports?: unknown
  readonly bin?: Readonly<Record<string, string>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

export interface PublishablePackage {
  readonly folder: string
  readonly manifest: Manifest
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** Returns what we publish, each package after those it depends on. */
export function findPublishablePackages(root: string): readonly PublishablePackage[] {
  const found = globSync('{packages,apps}/*/package.json', { cwd: root })
    .sort()
    .map((path) => join(root, dirname(path)))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => manifest.private !== true)
  const ordered = new Set<PublishablePackage>()
  const add = (item: PublishablePackage): void => {
    for (const name of Object.keys(item.manifest.dependencies ?? {})) {
      const dependency = found.find(({ manifest }) => manifest.name === name)
      if (dependency !== undefined) add(dependency)
    }
    ordered.add(item)
  }
  for (const item of found) add(item)
  return [...ordered]
}

/** Rewrites a manifest from the sources, which we run, to the built files, which we publish. */
export function toPublishedManifest(manifest: Manifest): Record<string, unknown> {
  const { devDependencies: _development, scripts: _scripts, exports, bin, ...kept } = manifest
  const entries = typeof exports === 'object' && exports !== null ? exports : {}
  return {
    ...kept,
    exports: { ...(rewriteTargets(entries) as object), './package.json': './package.json' },
    ...(bin === undefined ? {} : { bin: Object.fromEntries(Object.entries(bin).map(([name, path]) => [name, toBuilt(path, '.js')])) }),
    files: bin === undefined ? ['dist'] : ['dist', 'bin'],
  }
}

function rewriteTargets(target: unknown): unknown {
  if (typeof target === 'string') {
    // `types` first: conditions are tried in order.
    return target.endsWith('.ts') ? { types: toBuilt(target, '.d.ts'), default: toBuilt(target, '.js') } : toBuilt(target, '.js')
  }
  if (typeof target !== 'object' || target === null) return target
  const conditions = Object.entries(target).filter(([condition]) => condition !== 'types')
  return Object.fromEntries(conditions.map(([condition, value]) => [condition, rewriteTargets(value)]))
}

function toBuilt(source: string, extension: '.js' | '.d.ts'): string {
  return source.replace(/^(\.\/)?src\//, './dist/').replace(/\.ts$/, extension)
}
