import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const NAMES = ['/usr/bin/python3', 'python3', 'python']
const PACKAGES = ['python3-django-oauth-toolkit', 'python3-django-cors-headers']

/** Finds a Python that has Django OAuth Toolkit and django-cors-headers. */
export function findDjangoPython(): string | undefined {
  return NAMES.find(
    (name) => spawnSync(name, ['-c', 'import corsheaders, oauth2_provider'], { stdio: 'ignore', timeout: 20_000 }).status === 0,
  )
}

/**
 * Finds Django OAuth Toolkit, or installs it with the system's package manager, when we are root on Debian or Ubuntu.
 *
 * @param onProgress - Told in one line what takes long.
 */
export function ensureDjango(onProgress: (line: string) => void): string | undefined {
  const isRoot = process.getuid?.() === 0
  if (findDjangoPython() === undefined && isRoot && existsSync('/usr/bin/apt-get')) {
    onProgress(`Installing ${PACKAGES.join(' and ')} with apt-get for the tests (once) …`)
    const options = { stdio: 'ignore', timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    spawnSync('apt-get', ['update'], options)
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], options)
  }
  return findDjangoPython()
}
