import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const [vitest = '', nodeTest = '', playwright = ''] = [
  ...readFileSync(`${root}docs/guides/testing.md`, 'utf8').matchAll(/```ts\n([\s\S]*?)```/g),
].map(([, code]) => code ?? '')

/** Runs Node in the folder of the samples; rejects with what it wrote when it fails. */
async function runNode(folder: string, args: readonly string[]): Promise<string> {
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, [...args], { cwd: folder, env })
  return stdout
}

describe('the samples of the testing guide', () => {
  const app = createServer((_, response) => response.end('your app'))
  let folder: string
  beforeAll(async () => {
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    const address = app.address()
    const appPort = typeof address === 'object' ? address?.port : undefined
    // Beside the sources, so that the packages are found as a reader's project would find them.
    mkdirSync(`${root}.cache`, { recursive: true })
    folder = mkdtempSync(`${root}.cache/testing-guide-`)
    writeFileSync(`${folder}/package.json`, '{ "type": "module" }')
    writeFileSync(`${folder}/app.test.ts`, vitest)
    writeFileSync(`${folder}/node.ts`, nodeTest)
    const launcher = "import { launchBrowser } from '../../tools/launch-browser.ts'\n"
    writeFileSync(
      `${folder}/browser.ts`,
      launcher + playwright.replace('chromium.launch()', 'launchBrowser()').replace(':3000/', `:${appPort}/`),
    )
  })
  afterAll(() => {
    app.close()
    rmSync(folder, { recursive: true })
  })

  it('are right by their types', async () => {
    const compilerOptions = { isolatedDeclarations: false, declaration: false, noUnusedLocals: false }
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ extends: '../../tsconfig.json', compilerOptions, include: ['.'] }))

    const { stdout } = await promisify(execFile)(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', folder]).catch(
      (error: { stdout: string }) => error,
    )
    expect(stdout.split('\n').filter((line) => line.includes('.cache/testing-guide'))).toEqual([])
  })

  it('pass in vitest', async () => {
    const report = await runNode(folder, [`${root}node_modules/vitest/vitest.mjs`, 'run', '--root', '.', '--reporter=tap-flat'])

    expect(report).toMatch(/^ok 1 - app\.test\.ts > is over when the artist takes the app off/m)
  })

  it('pass in node:test', async () => {
    expect(await runNode(folder, ['--test', '--test-reporter=tap', 'node.ts'])).toMatch(/^# pass 1$/m)
  })

  it('pass in a browser that Playwright drives', async () => {
    await expect(runNode(folder, ['browser.ts'])).resolves.toBe('')
  })
})
