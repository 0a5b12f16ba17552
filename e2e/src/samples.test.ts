import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const findSamples = (path: string): readonly string[] =>
  [...readFileSync(root + path, 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '')
const readme = findSamples('README.md')
const guide = findSamples('docs/guides/testing.md')
const [vitest = '', nodeTest = '', playwright = ''] = guide

/** What the reader of the README is left to supply. */
const client = 'declare const button: HTMLButtonElement\ndeclare function render(session: unknown): void\n'
const backend = 'declare const clientId: string, clientSecret: string, userId: string\n'
const hasher =
  "import { createArgon2PasswordHasher } from '../../apps/stagedoor/src/passwords/argon2-password-hasher.ts'\nconst passwordHasher = createArgon2PasswordHasher()\n"
const launcher = "import { launchBrowser } from '../../tools/launch-browser.ts'\n"

// Beside the sources, so that the packages are found as a reader's project would find them.
mkdirSync(`${root}.cache`, { recursive: true })
const folder = mkdtempSync(`${root}.cache/samples-`)
/** Writes a file beside the others, and says where it is. */
function write(name: string, text: string): string {
  writeFileSync(`${folder}/${name}`, text)
  return `${folder}/${name}`
}
const vitestFile = write('app.test.ts', vitest)
afterAll(() => rmSync(folder, { recursive: true }))

it('all samples of the README and of the testing guide are right by their types', async () => {
  expect(readme).toHaveLength(3)
  expect(guide).toHaveLength(3)
  write('client.ts', client + readme[0])
  write('vault.ts', backend + readme[1])
  write('platform.ts', hasher + readme[2])
  write('node.ts', nodeTest)
  write('browser.ts', playwright)
  const compilerOptions = { isolatedDeclarations: false, declaration: false }
  write('tsconfig.json', JSON.stringify({ extends: '../../tsconfig.json', compilerOptions, include: ['.'] }))

  const { stdout } = await promisify(execFile)(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', folder]).catch(
    (error: { stdout: string }) => error,
  )
  expect(stdout.split('\n').filter((line) => line.includes('.cache/samples'))).toEqual([])
})

it('the README starts a platform in ten lines', async () => {
  const lines = (readme[2] ?? '')
    .replace("'stagedoor.sqlite'", "':memory:'")
    .replace('.listen(8080)', ".listen(0, '127.0.0.1', function () { console.log(this.address().port) })")
  const child = spawn(process.execPath, [write('run.ts', hasher + lines)], { stdio: ['ignore', 'pipe', 'inherit'] })
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

describe('the samples of the testing guide', () => {
  const app = createServer((_, response) => response.end('your app'))
  let appPort: number | undefined
  beforeAll(async () => {
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    const address = app.address()
    appPort = typeof address === 'object' ? address?.port : undefined
  })
  afterAll(() => app.close())

  // A suite without a test fails: what passes here is the sample's own.
  describe('pass in vitest', () => import(vitestFile))

  it('pass in node:test', async () => {
    const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env
    const args = ['--test', '--test-isolation=none', '--test-reporter=tap', write('node.ts', nodeTest)]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, env })

    expect(stdout).toMatch(/^# pass 1$/m)
  })

  it('pass in a browser that Playwright drives', async () => {
    const code = playwright.replace('chromium.launch()', 'launchBrowser()').replace(':3000/', `:${appPort}/`)

    await expect(import(write('run-browser.ts', launcher + code))).resolves.toBeDefined()
  })
})
