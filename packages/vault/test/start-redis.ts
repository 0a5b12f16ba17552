import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPort } from '../../../tools/find-port.ts'

/** A Redis server of a test, on a port of 127.0.0.1 of its own. */
export interface RedisServer {
  readonly url: string
  readonly port: number
  /** Ends the server at once, as a crash does, and starts it over what its log has kept. */
  crash(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts Debian's `redis-server` over an empty folder, as durable as the store's documentation asks for. */
export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-redis-'))
  const port = await findPort()
  const durable = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction']
  const start = async (): Promise<ChildProcess> => {
    const child = spawn('redis-server', ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, ...durable], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await waitUntilReady(child)
    return child
  }
  let server = await start()
  const end = async (): Promise<void> => {
    const isOver = new Promise((resolve) => server.once('exit', resolve))
    if (server.exitCode === null && server.signalCode === null && server.kill('SIGKILL')) await isOver
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    crash: end,
    async restart() {
      server = await start()
    },
    async stop() {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function waitUntilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    child.once('error', reject)
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      log += text
      if (log.includes('Ready to accept connections')) resolve()
    })
    child.once('exit', () => reject(new Error(`redis-server did not start:\n${log}`)))
  })
}
