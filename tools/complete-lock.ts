/**
 * Adds the prebuilt packages of other machines that package-lock.json should name but does not.
 *
 * npm leaves an optional package out of the lock when it cannot fetch its description, and `npm ci` then refuses the lock. A name
 * such as `binding-linux-arm64-musl` says all the lock has to know. Run it with `npm run lock` after changing a dependency.
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
  readonly libc?: readonly string[]
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const OPERATING_SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

/** Reads operating system, processor and C library from the name of a prebuilt package; undefined when the name does not say. */
export function readPlatformName(name: string): Pick<LockedPackage, 'os' | 'cpu' | 'libc'> | undefined {
  const words = name.split('/').at(-1)?.split('-') ?? []
  const os = OPERATING_SYSTEMS.find((candidate) => words.includes(candidate))
  const cpu = PROCESSORS.find((candidate) => words.includes(candidate))
  if (os === undefined || cpu === undefined) return undefined
  const last = words.at(-1) ?? ''
  const libc = last.startsWith('musl') ? ['musl'] : last.startsWith('gnu') ? ['glibc'] : undefined
  return { os: [os], cpu: [cpu], ...(libc === undefined ? {} : { libc }) }
}

/** Returns the lock's packages with the missing ones added, sorted as npm sorts them. */
export function completePackages(packages: Readonly<Record<string, LockedPackage>>): Record<string, LockedPackage> {
  const complete: Record<string, LockedPackage> = { ...packages }
  for (const [parentPath, parent] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`
      const platform = readPlatformName(name)
      if (platform === undefined || complete[path] !== undefined || complete[`${parentPath}/${path}`] !== undefined) continue
      if (!/^\d+\.\d+\.\d+/.test(version)) continue
      complete[path] = { version, ...platform, ...(parent.dev === true ? { dev: true } : {}), optional: true }
    }
  }
  return Object.fromEntries(Object.entries(complete).sort(([left], [right]) => left.localeCompare(right, 'en')))
}

if (import.meta.main) {
  const lock: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const packages = completePackages(lock.packages)
  const missing = Object.keys(packages).filter((path) => lock.packages[path] === undefined)
  if (process.argv.includes('--check')) {
    if (missing.length > 0) process.stdout.write(`package-lock.json lacks ${missing.join(', ')}: run \`npm run lock\`.\n`)
    process.exitCode = missing.length > 0 ? 1 : 0
  } else {
    writeFileSync('package-lock.json', `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
    process.stdout.write(`package-lock.json: ${missing.length} packages added\n`)
  }
}
