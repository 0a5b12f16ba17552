import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const cache = fileURLToPath(new URL('../../node_modules/.cache/stagedoor/', import.meta.url))

/** `dist.integrity` of the published tarballs. */
const INTEGRITY = {
  '16.0.0': 'sha512-hJXwA9b1bAi6udCTEWAAfJWiGCAukGi+EUuFu01DE9ivJIIYDsobLbTwQXb55MJUPz9Ydx1ViBI4UKaPomu90Q==',
  '14.0.0': 'sha512-cam8zsPVUBj4XMjNso/EmuVZBIGaIhSjY7N6gCfHTNFpmzs0LqQpSRmHIZA6E9gbxdGSfrbGOGXY8lYlKraIrA==',
} as const

/**
 * The published browser bundle of `@audius/sdk`, as it is.
 *
 * It is not installed as a dependency (16.0.0 pins one that was never published, 14.0.0 brings hundreds), so its tarball is fetched once,
 * checked against the integrity recorded here, and only the self-contained `dist/sdk.min.js` is taken out.
 */
export async function loadAudiusSdkBundle(version: keyof typeof INTEGRITY): Promise<string> {
  const directory = join(cache, `audius-sdk-${version}`)
  const tarball = join(directory, `audius-sdk-${version}.tgz`)
  if (!existsSync(tarball)) {
    mkdirSync(directory, { recursive: true })
    await run('npm', ['pack', `@audius/sdk@${version}`, '--pack-destination', directory, '--silent'], { cwd: directory })
  }
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  if (found !== INTEGRITY[version]) throw new Error(`@audius/sdk ${version} is not the tarball that was recorded: ${found}`)
  const { stdout } = await run('tar', ['-xzOf', tarball, 'package/dist/sdk.min.js'], { maxBuffer: 16 * 1024 * 1024 })
  return stdout
}
