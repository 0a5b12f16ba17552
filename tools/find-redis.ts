import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Says whether there is a `redis-server` to test against. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

/**
 * Finds `redis-server`, or installs it with the system's package manager, when we are root on Debian or Ubuntu.
 *
 * @param onProgress - Told in one line what takes long.
 */
export function ensureRedis(onProgress: (line: string) => void): boolean {
  const isRoot = process.getuid?.() === 0
  if (!hasRedis() && isRoot && existsSync('/usr/bin/apt-get')) {
    onProgress('Installing redis-server with apt-get for the tests (once) …')
    const options = {
      stdio: 'ignore',
      timeout: 600_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    } as const
    spawnSync('apt-get', ['update'], options)
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server'], options)
  }
  return hasRedis()
}
