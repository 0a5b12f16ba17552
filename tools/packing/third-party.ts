import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Manifest, readManifest } from './publishable-package.ts'

export interface ThirdParty {
  /** Folders of everything our packages need at run time, and what that needs in turn. */
  readonly dependencies: readonly string[]
  /** Folders of what our packages ask their user to bring. */
  readonly peers: readonly { readonly name: string; readonly folder: string }[]
}

/** Collects from the workspace's node_modules what a user of our packages would have installed. */
export function collectThirdParty(root: string, own: readonly Manifest[], extra: readonly string[]): ThirdParty {
  const ownNames = new Set(own.map(({ name }) => name))
  const folders = new Map<string, string>()
  const add = (name: string, from: string, isOptional: boolean): void => {
    if (ownNames.has(name)) return
    const folder = locate(name, from)
    // An optional package of another machine is not installed here.
    if (folder === undefined && isOptional) return
    if (folder === undefined) throw new Error(`${name} is not installed`)
    if (folders.has(folder)) return
    folders.set(folder, name)
    const manifest = readManifest(folder)
    for (const dependency of Object.keys(manifest.dependencies ?? {})) add(dependency, folder, false)
    for (const dependency of Object.keys(manifest.optionalDependencies ?? {})) add(dependency, folder, true)
  }
  for (const manifest of own) {
    for (const name of Object.keys(manifest.dependencies ?? {})) add(name, root, false)
  }
  for (const name of extra) add(name, root, false)
  const peerNames = new Set(own.flatMap((manifest) => Object.keys(manifest.peerDependencies ?? {})))
  const peers = [...peerNames]
    .filter((name) => !ownNames.has(name))
    .flatMap((name) => {
      const folder = locate(name, root)
      return folder === undefined ? [] : [{ name, folder }]
    })
  return { dependencies: [...folders.keys()], peers }
}

/** Finds a package as Node does: in the nearest node_modules upwards. */
function locate(name: string, from: string): string | undefined {
  const folder = join(from, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return folder
  return dirname(from) === from ? undefined : locate(name, dirname(from))
}
