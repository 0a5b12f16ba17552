/** What `npm start` runs once the dependencies are there: the emulator and the demo, until Ctrl-C. */
import { spawn } from 'node:child_process'
import { createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { startStagedoor } from './stagedoor-process.ts'
import { formatStartSummary } from './start-summary.ts'

const root = join(import.meta.dirname, '..')
const HOST = '127.0.0.1'
const EMULATOR_PORT = 4700
const DEMO_PORT = 5173
const demoUrl = `http://${HOST}:${DEMO_PORT}/`

async function isFree(port: number): Promise<boolean> {
  const probe = createTcpServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, HOST, () => probe.close(() => resolve(true)))
  })
}

/** @throws Error that names the ports somebody else listens on. */
async function checkPorts(): Promise<void> {
  const wanted = [
    { port: EMULATOR_PORT, name: 'emulator' },
    { port: DEMO_PORT, name: 'demo' },
  ]
  const free = await Promise.all(wanted.map(({ port }) => isFree(port)))
  const taken = wanted.filter((_, index) => free[index] === false)
  if (taken.length === 0) return
  const which = taken.map(({ port, name }) => `Port ${port}, where the ${name} belongs, is taken by another program.`)
  const ports = taken.map(({ port }) => `-i :${port}`).join(' ')
  throw new Error(
    [...which, `Stop that program (\`lsof ${ports}\` names it; perhaps an earlier npm start) and run npm start again.`].join('\n'),
  )
}

async function startDemo(): Promise<ViteDevServer> {
  const ownListeners = process.listeners('SIGTERM')
  const demo = await createServer({
    root: join(root, 'apps', 'demo'),
    logLevel: 'warn',
    clearScreen: false,
    server: { host: HOST, port: DEMO_PORT, strictPort: true, open: false },
  })
  // Vite would end this process at SIGTERM, and at the end of an empty stdin, before the emulator has stopped.
  for (const listener of process.listeners('SIGTERM')) {
    if (!ownListeners.includes(listener)) process.off('SIGTERM', listener)
  }
  process.stdin.removeAllListeners('end')
  return demo.listen()
}

function openBrowser(url: string): void {
  const { CI, STAGEDOOR_NO_OPEN, DISPLAY, WAYLAND_DISPLAY } = process.env
  const hasDisplay = process.platform === 'darwin' || process.platform === 'win32' || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined
  if (CI !== undefined || STAGEDOOR_NO_OPEN === '1' || !process.stdout.isTTY || !hasDisplay) return
  const [command, args]: [string, string[]] =
    process.platform === 'darwin' ? ['open', [url]] : process.platform === 'win32' ? ['cmd', ['/c', 'start', '', url]] : ['xdg-open', [url]]
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  // The address is printed anyway.
  child.on('error', () => undefined)
  child.unref()
}

/** Settles at Ctrl-C, when somebody asks this process to end, or when the process that started it is gone. */
function waitForSignal(): Promise<'signal'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve('signal'))
    process.once('disconnect', () => resolve('signal'))
    process.channel?.unref()
  })
}

async function run(): Promise<number> {
  const signal = waitForSignal()
  await checkPorts()
  const emulator = await startStagedoor(['--port', String(EMULATOR_PORT), '--data-dir', join(root, '.stagedoor')])
  try {
    const demo = await startDemo()
    process.stdout.write(formatStartSummary(emulator.announcement, demoUrl))
    openBrowser(demoUrl)
    const reason = await Promise.race([signal, emulator.ended])
    await demo.close()
    if (reason !== 'signal') process.stderr.write('The emulator ended unexpectedly; what it said stands above.\n')
    return reason === 'signal' ? 0 : 1
  } finally {
    await emulator.stop()
  }
}

try {
  process.exit(await run())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
