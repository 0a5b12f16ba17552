import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findPublishablePackages, type Manifest, type PublishablePackage, toPublishedManifest } from './publishable-package.ts'

const execFileAsync = promisify(execFile)

export interface BuiltPackage {
  readonly manifest: Manifest
  /** Where it stands ready to be packed. */
  readonly folder: string
}

/**
 * Builds everything we publish into a folder outside the source tree: JavaScript, declarations, and a package.json that names those.
 *
 * Each package is compiled against the built form of the ones before it, as its users will meet them.
 *
 * @throws Error with the compiler's words.
 */
export async function buildPackages(root: string, staging: string): Promise<readonly BuiltPackage[]> {
  const modules = join(staging, 'node_modules')
  linkModules(join(root, 'node_modules'), modules)
  const built: BuiltPackage[] = []
  for (const item of findPublishablePackages(root)) {
    const folder = join(staging, basename(dirname(item.folder)), basename(item.folder))
    await buildPackage(root, item, folder)
    const link = join(modules, item.manifest.name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(folder, link, 'junction')
    built.push({ manifest: item.manifest, folder })
  }
  return built
}

async function buildPackage(root: string, { folder: source, manifest }: PublishablePackage, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  cpSync(join(source, 'src'), join(folder, 'src'), { recursive: true, filter: (path) => !/(\.test\.ts|[\\/]test)$/.test(path) })
  cpSync(join(source, 'src'), join(folder, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.ts') })
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  if (existsSync(join(source, 'bin'))) copyLaunchers(join(source, 'bin'), join(folder, 'bin'))
  if (existsSync(join(source, 'README.md'))) cpSync(join(source, 'README.md'), join(folder, 'README.md'))
  if (existsSync(join(source, 'node_modules'))) symlinkSync(join(source, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'package.json'), JSON.stringify(toPublishedManifest(manifest), null, 2))
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { noEmit: false, rootDir: './src', outDir: './dist', typeRoots: [join(root, 'node_modules', '@types')] },
      include: ['src'],
      exclude: [],
    }),
  )
  try {
    await execFileAsync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder])
  } catch (error) {
    const words = error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error)
    throw new Error(`${manifest.name} does not build:\n${words}`)
  }
}

/** Copies the plain JavaScript that starts a command, and has it start the built file. */
function copyLaunchers(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) {
    const launcher = readFileSync(join(from, name), 'utf8')
    writeFileSync(join(to, name), launcher.replace(/'\.\.\/src\/([^']+)\.ts'/g, "'../dist/$1.js'"), { mode: 0o755 })
  }
}

/** Links every third-party package, so that the compiler finds what ours import; our own are left out. */
function linkModules(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from)) {
    if (name === '@stagedoor' || name === 'stagedoor' || name.startsWith('.')) continue
    if (name.startsWith('@')) {
      mkdirSync(join(to, name), { recursive: true })
      for (const member of readdirSync(join(from, name))) symlinkSync(join(from, name, member), join(to, name, member), 'junction')
    } else symlinkSync(join(from, name), join(to, name), 'junction')
  }
}
