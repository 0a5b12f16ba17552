/** What `npm test` runs once the dependencies are there. With arguments: vitest alone, with these. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatClientConformance } from './client-conformance/format-page.ts'
import { ensureBrowser } from './find-browser.ts'
import { ensureDjango } from './find-django.ts'
import { ensureHttpPrograms } from './find-python.ts'
import { ensureRedis } from './find-redis.ts'
import type { TestCount } from './test-count-reporter.ts'

const root = join(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const folder = mkdtempSync(join(tmpdir(), 'stagedoor-test-'))
const countFile = join(folder, 'count.json')
const rowsFile = join(folder, 'client-rows.json')

const running = new Set<ChildProcess>()

interface Check {
  readonly title: string
  readonly args: readonly string[]
}

/** Takes longer than the others together, so that they run beside it. Counts as one test, as each of them. */
const PACKED: Check = { title: 'packed artifacts', args: ['tools/check-packed.ts'] }

/** Run one after another, fast ones first. */
const CHECKS: readonly Check[] = [
  { title: 'lock file', args: ['tools/complete-lock.ts', '--check'] },
  { title: 'format and lint', args: [join(modules, '@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '--colors=off'] },
  { title: 'types', args: [join(modules, 'typescript/bin/tsc'), '-p', '.'] },
  { title: 'types of the examples', args: [join(modules, 'typescript/bin/tsc'), '-p', 'examples/documents'] },
  { title: 'rules of the house', args: ['tools/check-imports.ts'] },
  { title: 'size-limit', args: [join(modules, 'size-limit/bin.js')] },
  { title: 'dead code, dependencies', args: [join(modules, 'knip/bin/knip.js'), '--no-progress'] },
]

async function run(args: readonly string[], output: 'collect' | 'inherit', env: NodeJS.ProcessEnv): Promise<{ code: number; log: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    env,
    stdio: output === 'inherit' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (log += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, log })
    })
  })
}

/** Titles of those that failed. */
async function runChecks(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const packed = runCheck(PACKED, env)
  const failed: string[] = []
  for (const check of CHECKS) {
    if (!(await runCheck(check, env))) failed.push(check.title)
  }
  return (await packed) ? failed : [...failed, PACKED.title]
}

async function runCheck({ title, args }: Check, env: NodeJS.ProcessEnv): Promise<boolean> {
  const startedAt = performance.now()
  const { code, log } = await run(args, 'collect', env)
  printStep(title, code === 0, performance.now() - startedAt)
  if (code !== 0) process.stdout.write(`${log.trim()}\n\n`)
  return code === 0
}

function printStep(title: string, passed: boolean, milliseconds: number): void {
  process.stdout.write(`${passed ? '✓' : '✗'} ${title.padEnd(24)} ${(milliseconds / 1000).toFixed(1).padStart(6)} s\n`)
}

async function runVitest(filters: readonly string[], env: NodeJS.ProcessEnv): Promise<TestCount> {
  const startedAt = performance.now()
  const { code } = await run([join(modules, 'vitest/vitest.mjs'), 'run', ...filters], 'inherit', {
    ...env,
    // Many tests start programs of ours: each then compiles what it imports once for all.
    NODE_COMPILE_CACHE: join(modules, '.cache/node-compile'),
    TEST_COUNT_FILE: countFile,
    CLIENT_ROWS_FILE: rowsFile,
  })
  const count = readCount()
  // vitest may fail without a failed test, for example when it cannot start.
  const failed = code !== 0 && count.failed === 0 ? 1 : count.failed
  printStep('tests', failed === 0, performance.now() - startedAt)
  return { passed: count.passed, failed }
}

function readCount(): TestCount {
  try {
    return JSON.parse(readFileSync(countFile, 'utf8'))
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const CLIENT_PAGE = 'docs/conformance-client.md says what the tests say (npm run client-conformance writes it)'

function isClientPageCurrent(): boolean {
  try {
    const page = readFileSync(join(root, 'docs', 'conformance-client.md'), 'utf8')
    return page === formatClientConformance(JSON.parse(readFileSync(rowsFile, 'utf8')))
  } catch {
    return false
  }
}

async function runAll(filters: readonly string[]): Promise<number> {
  const browser = ensureBrowser((line) => process.stdout.write(`${line}\n`))
  if (browser === undefined) {
    process.stdout.write('There is no Chromium on this machine and none could be installed: install one, or point CHROME_PATH at it.\n')
  }
  const python = ensureHttpPrograms((line) => process.stdout.write(`${line}\n`))
  if (python === undefined) process.stdout.write('There is no Python with requests on this machine and none could be installed.\n')
  if (ensureDjango((line) => process.stdout.write(`${line}\n`)) === undefined) {
    process.stdout.write('There is no Django OAuth Toolkit on this machine and none could be installed: the tests against it will fail.\n')
  }
  if (!ensureRedis((line) => process.stdout.write(`${line}\n`))) {
    process.stdout.write('There is no redis-server on this machine and none could be installed: the tests of that store are skipped.\n')
  }
  const env = {
    ...process.env,
    PATH: `${join(modules, '.bin')}:${process.env.PATH}`,
    ...(browser === undefined ? {} : { CHROME_PATH: browser }),
  }
  const failedChecks = filters.length === 0 ? [...(await runChecks(env))] : []
  const tests = await runVitest(filters, env)
  if (filters.length === 0 && !isClientPageCurrent()) failedChecks.push(CLIENT_PAGE)
  if (failedChecks.length > 0) process.stdout.write(`\nFailed checks: ${failedChecks.join('; ')}\n`)
  const failed = tests.failed + failedChecks.length
  // Those checks, the packed artifacts, and the page of the client.
  const checked = filters.length === 0 ? CHECKS.length + 2 : 0
  process.stdout.write(`\n${tests.passed + checked - failedChecks.length} passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}

// Whoever stops a test run, or the process that started it, stops the steps it is at.
const stop = (): void => {
  for (const child of running) child.kill()
  rmSync(folder, { recursive: true, force: true })
  process.exit(1)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
process.once('disconnect', stop)
process.channel?.unref()

try {
  process.exitCode = await runAll(process.argv.slice(2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
