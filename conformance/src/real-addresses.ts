import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../../tools/launch-browser.ts'

const stagedoor = fileURLToPath(new URL('../../apps/stagedoor/bin/stagedoor.mjs', import.meta.url))
const holdOpen = fileURLToPath(new URL('hold-open.mjs', import.meta.url))

/** How a program ended, and what it wrote. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A world in which the platforms' real addresses lead to the emulator: what `stagedoor run` gives to a program. */
export interface RealAddresses extends AsyncDisposable {
  /** The emulator's own address. */
  readonly url: string
  /** Runs a program in it, to its end. */
  run(file: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>
  /** Starts a program in it that stays; answers the first line it writes. */
  start(
    file: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<{ readonly firstLine: string; stop(): void }>
  /** Opens a browser in it. @param rules - Further host resolver rules, tried first. */
  openBrowser(rules?: string): Promise<Browser>
  /** Calls the control API. */
  control(path: string, body: unknown): Promise<Record<string, unknown>>
}

/** Starts `stagedoor run` with a program that holds it open, and hands out its environment. */
export async function startRealAddresses(): Promise<RealAddresses> {
  const host = spawn(process.execPath, [stagedoor, 'run', '--quiet', '--offline', '--', process.execPath, holdOpen], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => host.once('close', () => resolve()))
  const line = await Promise.race([firstLineOf(host), ended])
  if (line === undefined) throw new Error('stagedoor run ended before it was ready; what it said stands above.')
  const given: Record<string, string> = JSON.parse(line)
  return {
    url: given.STAGEDOOR_URL ?? '',
    run: (file, args, env = {}) => runToEnd(spawn(file, [...args], { env: { ...given, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })),
    async start(file, args, env = {}) {
      const child = spawn(file, [...args], { env: { ...given, ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
      const gone = new Promise<never>((_, reject) => child.once('close', (code) => reject(new Error(`${file} ended with ${code}.`))))
      gone.catch(() => undefined)
      return { firstLine: await Promise.race([firstLineOf(child), gone]), stop: () => child.kill() }
    },
    openBrowser: (rules) => openBrowser(given.STAGEDOOR_CHROMIUM_SWITCHES ?? '', rules),
    async control(path, body) {
      const answer = await fetch(`${given.STAGEDOOR_CONTROL}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    },
    async [Symbol.asyncDispose]() {
      host.stdin?.end()
      await ended
    },
  }
}

function firstLineOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new TypeError('stdout is a pipe')
  return new Promise((resolve) => createInterface(stdout).once('line', resolve))
}

async function runToEnd(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** The switches come as a person would paste them into a shell. */
function openBrowser(switches: string, rules: string | undefined): Promise<Browser> {
  const args = [...switches.matchAll(/(--[\w-]+)=(?:"([^"]*)"|'([^']*)'|(\S*))/g)].map(
    ([, name = '', double, single, plain]) => [name, double ?? single ?? plain ?? ''] as const,
  )
  const given = args.find(([name]) => name === '--host-resolver-rules')?.[1] ?? ''
  const all = [rules, given].filter((rule) => rule !== undefined && rule !== '')
  return launchBrowser({
    ...(all.length > 0 && { hostResolverRules: all.join(', ') }),
    args: args.filter(([name]) => name !== '--host-resolver-rules').map(([name, value]) => `${name}=${value}`),
  })
}
