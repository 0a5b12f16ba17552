import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const NAMES = ['python3', '/usr/bin/python3', 'python']

/** Finds a Python that has a package. */
export function findPython(packageName = 'requests'): string | undefined {
  return NAMES.find((name) => spawnSync(name, ['-c', `import ${packageName}`], { stdio: 'ignore', timeout: 20_000 }).status === 0)
}

/**
 * Finds curl and a Python with `requests`, or installs what is missing with the system's package manager, when we are root on Debian or Ubuntu.
 *
 * @param onProgress - Told in one line what takes long.
 */
export function ensureHttpPrograms(onProgress: (line: string) => void): string | undefined {
  const missing = [...(hasCurl() ? [] : ['curl']), ...(findPython() === undefined ? ['python3-requests'] : [])]
  const isRoot = process.getuid?.() === 0
  if (missing.length > 0 && isRoot && existsSync('/usr/bin/apt-get')) {
    onProgress(`Installing ${missing.join(' and ')} with apt-get for the tests (once) …`)
    const options = { stdio: 'ignore', timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    spawnSync('apt-get', ['update'], options)
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], options)
  }
  return findPython()
}

function hasCurl(): boolean {
  return spawnSync('curl', ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}
