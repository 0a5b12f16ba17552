/** A process with a vault on a file, and a platform of its own that takes each refresh token once. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { soundcloud } from '@stagedoor/platforms'
import { createVault, registration } from '../src/index.ts'
import { sqliteStore } from '../src/stores/sqlite/index.ts'
import { answerAsked } from '../storm/ask-process.ts'
import { PlatformDouble } from './platform-double.ts'

const [path = '', keys = ''] = process.argv.slice(2)
const platform = new PlatformDouble(soundcloud)
const vault = createVault({
  store: sqliteStore(path),
  keys,
  platforms: [registration({ platform: soundcloud, clientId: 'demo' })],
  fetch: platform.fetch,
})

function limitFileSize(bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${bytes}:unlimited`])
}

const acts = {
  async connect(people: number): Promise<void> {
    for (let person = 0; person < people; person++)
      await vault.accept(`person-${person}`, 'soundcloud', { ...platform.grant(), expiresAt: Date.now() - 1000 })
  },
  tokens: (people: number): Promise<readonly string[]> =>
    Promise.all(
      Array.from({ length: people }, async (_, person) => (await vault.connection(`person-${person}`, 'soundcloud')).getAccessToken()),
    ),
  /** Seals with the first key of the ring, and dies at the so manyth record. */
  rotateKeys: (last: number): Promise<{ readonly resealed: number; readonly unreadable: number }> =>
    vault.rotateKeys({ onProgress: (done) => void (done === last && process.kill(process.pid, 'SIGKILL')) }),
  /** The disk is full when the reply to a refresh comes, and has room again soon after. */
  async refreshOnFullDisk(): Promise<{ readonly early: unknown; readonly token: string; readonly requests: number }> {
    const reply = Promise.withResolvers<void>()
    platform.hold = reply.promise
    const token = vault.connection('person-0', 'soundcloud').then((connection) => connection.getAccessToken())
    while (platform.requests.length === 0) await wait(5)
    limitFileSize(1)
    reply.resolve()
    const other = vault.accept('person-1', 'soundcloud', { accessToken: randomBytes(9).toString('hex') })
    const early = await other.then(
      () => null,
      (error: { code?: string }) => error.code,
    )
    limitFileSize('unlimited')
    return { early, token: await token, requests: platform.requests.length }
  },
}

export type VaultProcessActs = typeof acts
answerAsked(acts)
