import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isatty } from 'node:tty'
import { fileURLToPath } from 'node:url'

/** Runs the command with the Node that the installation pinned, or says what to do; resolves to the exit code. */
export async function relaunch(args) {
  const node = process.env.STAGEDOOR_RELAUNCHED === undefined ? findPinnedNode() : undefined
  if (node === undefined) {
    process.stderr.write(
      `stagedoor needs Node 22.18 or later, and this is ${process.versions.node}: run npm install in the folder that depends on stagedoor, or install a current Node.\n`,
    )
    return 1
  }
  const child = spawn(node, [join(dirname(fileURLToPath(import.meta.url)), 'stagedoor.mjs'), ...args], {
    env: { ...process.env, STAGEDOOR_RELAUNCHED: '1' },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // A terminal sends Ctrl-C to the child as well; only a signal to this process alone has to be passed on.
  const hasTerminal = [0, 1, 2].some((descriptor) => isatty(descriptor))
  process.on('SIGINT', () => hasTerminal || child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`The Node that npm installed does not start: ${error.message}; delete node_modules and run npm install.\n`)
      resolve(1)
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

function findPinnedNode() {
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const candidates = [join(folder, 'node_modules', 'node', 'bin', binary), join(folder, 'node_modules', '.bin', binary)]
    const found = candidates.find((path) => existsSync(path))
    if (found !== undefined) return found
    const parent = dirname(folder)
    if (parent === folder) return undefined
    folder = parent
  }
}
