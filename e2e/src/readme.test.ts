import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const blocks = [...readFileSync(`${root}README.md`, 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '')

/** What the reader of the README is left to supply. */
const client = 'declare const button: HTMLButtonElement\ndeclare function render(session: unknown): void\n'
const backend = 'declare const clientId: string, clientSecret: string, userId: string\n'
const hasher =
  "import { createArgon2PasswordHasher } from '../../apps/stagedoor/src/passwords/argon2-password-hasher.ts'\nconst passwordHasher = createArgon2PasswordHasher()\n"

describe('the README', () => {
  let folder: string
  beforeAll(() => {
    // Beside the sources, so that the packages are found as a reader's project would find them.
    mkdirSync(`${root}.cache`, { recursive: true })
    folder = mkdtempSync(`${root}.cache/readme-`)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('has three samples, and all are right by their types', async () => {
    expect(blocks).toHaveLength(3)
    writeFileSync(`${folder}/client.ts`, client + blocks[0])
    writeFileSync(`${folder}/vault.ts`, backend + blocks[1])
    writeFileSync(`${folder}/platform.ts`, hasher + blocks[2])
    writeFileSync(
      `${folder}/tsconfig.json`,
      JSON.stringify({
        extends: '../../tsconfig.json',
        compilerOptions: { isolatedDeclarations: false, declaration: false },
        include: ['.'],
      }),
    )

    const { stdout } = await promisify(execFile)(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', folder]).catch(
      (error: { stdout: string }) => error,
    )
    expect(stdout.split('\n').filter((line) => line.includes('.cache/readme'))).toEqual([])
  })

  it('starts a platform in ten lines', async () => {
    const lines = (blocks[2] ?? '')
      .replace("'stagedoor.sqlite'", "':memory:'")
      .replace('.listen(8080)', ".listen(0, '127.0.0.1', function () { console.log(this.address().port) })")
    writeFileSync(`${folder}/run.ts`, hasher + lines)
    const child = spawn(process.execPath, [`${folder}/run.ts`], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const port = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve))
      const answer = await fetch(`http://127.0.0.1:${port}/.well-known/openid-configuration`)

      expect(await answer.json()).toMatchObject({
        issuer: 'https://login.example.com',
        token_endpoint: 'https://login.example.com/oauth/token',
      })
    } finally {
      child.kill()
    }
  })
})
