/** Installs what we would publish into an empty folder and uses it there: imports, types, the command. */
import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { type PackedPackage, packFolders, packPackages } from './pack.ts'
import { bundleEntries } from './packing/bundle-entries.ts'
import { checkResolution, findAny } from './packing/check-declarations.ts'
import type { Manifest } from './packing/publishable-package.ts'
import { runNpm } from './packing/run-npm.ts'
import { collectThirdParty } from './packing/third-party.ts'

const execFileAsync = promisify(execFile)
const root = join(import.meta.dirname, '..')

/** What a user's own project brings; our declarations speak of Node's and of React's. */
const USERS_OWN = ['@types/node', '@types/react']

async function checkPacked(folder: string): Promise<string[]> {
  const packed = await packPackages(root, join(folder, 'staging'), join(folder, 'tarballs'))
  const consumer = join(folder, 'consumer')
  await install(packed, consumer, join(folder, 'tarballs'))
  const problems = await Promise.all([
    lintPackages(packed),
    checkDeclarations(packed),
    importEntries(packed, consumer),
    bundlePortable(packed, join(folder, 'staging')),
    checkTypes(packed, consumer),
    runCommands(packed, consumer),
  ])
  return problems.flat()
}

async function install(packed: readonly PackedPackage[], consumer: string, tarballFolder: string): Promise<void> {
  const own = packed.map(({ manifest }) => manifest)
  const { dependencies, peers } = collectThirdParty(root, own, USERS_OWN)
  const tarballs = [...packed.map(({ tarball }) => tarball), ...(await packFolders(dependencies, tarballFolder))]
  mkdirSync(consumer, { recursive: true })
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  // Everything comes from a file, so that neither a network nor a warm cache is needed.
  await runNpm(
    ['install', ...tarballs, '--legacy-peer-deps', '--no-package-lock', '--omit=optional', '--install-strategy=hoisted'],
    consumer,
  )
  for (const { name, folder } of peers) {
    const link = join(consumer, 'node_modules', name)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(folder, link, 'junction')
  }
}

async function lintPackages(packed: readonly PackedPackage[]): Promise<string[]> {
  const results = await Promise.all(
    packed.map(async ({ manifest, tarball }) => {
      const bytes = readFileSync(tarball)
      const archive = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
      const { messages, pkg } = await publint({ level: 'warning', strict: true, pack: { tarball: archive } })
      return messages.map((message) => `publint: ${manifest.name}: ${formatMessage(message, pkg ?? {}) ?? message.code}`)
    }),
  )
  return results.flat()
}

async function checkDeclarations(packed: readonly PackedPackage[]): Promise<string[]> {
  const resolutions = await Promise.all(packed.map(checkResolution))
  return [...resolutions.flat(), ...packed.flatMap(findAny)]
}

/** Names every public entry as a user imports it. */
function listEntries({ name, exports }: Manifest): string[] {
  const entries = Object.keys(typeof exports === 'object' && exports !== null ? exports : {})
  return entries.filter((entry) => !/\.(json|html|css)$/.test(entry)).map((entry) => name + entry.slice(1))
}

/** Rooms that run in browsers, React Native and workers too. */
const PORTABLE = ['@stagedoor/client', '@stagedoor/platforms', '@stagedoor/protocol']

/** Imports every entry; that alone must start, touch and print nothing. */
async function importEntries(packed: readonly PackedPackage[], consumer: string): Promise<string[]> {
  const entries = packed.flatMap(({ manifest }) =>
    listEntries(manifest).map((entry) => ({ entry, portable: PORTABLE.includes(manifest.name) })),
  )
  const script = 'watch-imports.mjs'
  copyFileSync(join(import.meta.dirname, 'packing', script), join(consumer, script))
  return runTool(['--disable-warning=ExperimentalWarning', script, JSON.stringify(entries)], consumer, 'import')
}

/** Bundles what an app's own build may meet; that must go without a word. */
function bundlePortable(packed: readonly PackedPackage[], staging: string): Promise<string[]> {
  const portable = packed.filter(({ manifest }) => PORTABLE.includes(manifest.name))
  return bundleEntries(
    portable.flatMap(({ manifest }) => listEntries(manifest)),
    staging,
  )
}

async function checkTypes(packed: readonly PackedPackage[], consumer: string): Promise<string[]> {
  const entries = packed.flatMap(({ manifest }) => listEntries(manifest))
  const lines = entries.map((entry, index) => `import * as entry${index} from '${entry}'`)
  writeFileSync(
    join(consumer, 'consumer.ts'),
    `${lines.join('\n')}\nexport const entries = [${entries.map((_, index) => `entry${index}`).join(', ')}]\n`,
  )
  const strict = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    types: ['node'],
    target: 'es2024',
  }
  const variants = [
    { module: 'nodenext', moduleResolution: 'nodenext' },
    { module: 'esnext', moduleResolution: 'bundler' },
  ]
  const problems = await Promise.all(
    variants.map(async (variant) => {
      const config = `tsconfig.${variant.moduleResolution}.json`
      const compilerOptions = { ...strict, ...variant, skipLibCheck: false, lib: ['es2024', 'dom', 'dom.iterable', 'esnext.disposable'] }
      writeFileSync(join(consumer, config), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
      return runTool(
        [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', config],
        consumer,
        `types (${variant.moduleResolution})`,
      )
    }),
  )
  return problems.flat()
}

async function runCommands(packed: readonly PackedPackage[], consumer: string): Promise<string[]> {
  const commands = packed.flatMap(({ manifest }) =>
    Object.keys(manifest.bin ?? {}).map((command) => ({ command, version: manifest.version })),
  )
  const problems = await Promise.all(
    commands.map(async ({ command, version }) => {
      try {
        const output = await runNpm(['exec', '--no', '--', command, '--version'], consumer)
        return output.includes(version) ? [] : [`\`npx ${command} --version\` says ${JSON.stringify(output)}, not ${version}`]
      } catch (error) {
        return [`\`npx ${command} --version\`: ${error instanceof Error ? error.message : String(error)}`]
      }
    }),
  )
  return problems.flat()
}

/** Runs a script of Node's in the consumer's folder; whatever it prints is a problem. */
async function runTool(args: readonly string[], folder: string, what: string): Promise<string[]> {
  try {
    const { stdout } = await execFileAsync(process.execPath, args, { cwd: folder, timeout: 60_000 })
    return stdout.trim() === '' ? [] : [`${what}: ${stdout.trim()}`]
  } catch (error) {
    const words = error instanceof Error && 'stdout' in error && 'stderr' in error ? `${error.stdout}${error.stderr}` : String(error)
    return [`${what}: ${words.trim()}`]
  }
}

const folder = mkdtempSync(join(tmpdir(), 'stagedoor-packed-'))
try {
  const problems = await checkPacked(folder)
  for (const problem of problems) process.stdout.write(`${problem}\n`)
  process.exitCode = problems.length === 0 ? 0 : 1
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
