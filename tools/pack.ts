/** Builds and packs everything we publish: `node tools/pack.ts FOLDER` leaves the tarballs there. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type BuiltPackage, buildPackages } from './packing/build-packages.ts'
import { runNpm } from './packing/run-npm.ts'

export interface PackedPackage extends BuiltPackage {
  readonly tarball: string
}

/** Builds in `staging`, packs into `folder`; returns one tarball per package, dependencies first. */
export async function packPackages(root: string, staging: string, folder: string): Promise<readonly PackedPackage[]> {
  mkdirSync(folder, { recursive: true })
  const built = await buildPackages(root, staging)
  const tarballs = await packFolders(
    built.map((item) => item.folder),
    folder,
  )
  return built.map((item, index) => ({ ...item, tarball: tarballs[index] ?? '' }))
}

/** Packs folders that stand ready, in one run of npm; returns the tarballs in the same order. */
export async function packFolders(folders: readonly string[], destination: string): Promise<readonly string[]> {
  const output = await runNpm(['pack', ...folders, '--pack-destination', destination, '--json'], destination)
  const results: { filename: string }[] | Record<string, { filename: string }> = JSON.parse(output)
  return Object.values(results).map(({ filename }) => join(destination, filename.replace('@', '').replace('/', '-')))
}

if (import.meta.main) {
  const staging = mkdtempSync(join(tmpdir(), 'stagedoor-pack-'))
  try {
    const packed = await packPackages(join(import.meta.dirname, '..'), staging, resolve(process.argv[2] ?? 'dist'))
    for (const { tarball } of packed) process.stdout.write(`${tarball}\n`)
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}
