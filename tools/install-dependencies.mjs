// Plain JavaScript for whatever Node a fresh machine has: this is what runs before the pinned Node is there.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const pinnedNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Runs a TypeScript file of this folder with the pinned Node, installing what package-lock.json names first; exits as it does. */
export async function runWithPinnedNode(script, args, onInstallFailure) {
  if (!isInstalled() && !(await install())) {
    onInstallFailure?.()
    process.exit(1)
  }
  const child = spawn(pinnedNode, ['--disable-warning=ExperimentalWarning', join(root, 'tools', script), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // A terminal sends Ctrl-C to the child as well; hearing of it twice does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm passes a signal to its shell only, which ends without telling us: we notice that we became an orphan.
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
  child.on('error', (error) => {
    process.stderr.write(`The pinned Node does not start: ${error.message}\nDelete node_modules and try again.\n`)
    process.exit(1)
  })
  child.on('exit', (code) => process.exit(code ?? 1))
}

/** Whether node_modules holds the versions of package-lock.json. npm keeps its own record there and writes it last. */
function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record) || !existsSync(pinnedNode)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted)
    .filter(([path, entry]) => path.includes('node_modules/') && entry.optional !== true && entry.devOptional !== true)
    .every(([path, entry]) => installed[path] !== undefined && installed[path].version === entry.version)
}

/** Installs; says what to do and returns false when that fails. */
async function install() {
  process.stdout.write('Installing dependencies (once, about half a minute) …\n')
  const options = ['--no-audit', '--no-fund', '--loglevel=error', '--no-progress']
  let result = await npm(['ci', ...options])
  if (result.log.includes('EUSAGE')) {
    process.stdout.write(
      'package-lock.json is out of step with a package.json: installing without it. Run `npm run lock` and commit the result.\n',
    )
    result = await npm(['install', '--no-save', ...options])
  }
  if (result.code === 0 && existsSync(pinnedNode)) return true
  process.stderr.write(explainFailure(result.log))
  return false
}

function npm(args) {
  const npmScript = process.env.npm_execpath
  const isScript = npmScript !== undefined && /\.c?js$/.test(npmScript)
  const [command, commandArgs] = isScript ? [process.execPath, [npmScript, ...args]] : ['npm', args]
  return new Promise((resolve) => {
    const child = spawn(command, commandArgs, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !isScript && process.platform === 'win32',
    })
    let log = ''
    child.stdout.on('data', (chunk) => (log += chunk))
    child.stderr.on('data', (chunk) => (log += chunk))
    child.on('error', (error) => resolve({ code: 1, log: `${log}\n${error.message}` }))
    child.on('close', (code) => resolve({ code, log }))
  })
}

function explainFailure(log) {
  const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|ERR_SOCKET|ENOTCACHED/.test(log)
  const isFull = /ENOSPC/.test(log)
  const tail = log
    .replace(/https?:\/\/[^\s"')]+/g, '(registry)')
    .trim()
    .split('\n')
    .slice(-15)
    .join('\n')
  const advice = isOffline
    ? 'npm could not reach its registry: this machine seems to be offline. Connect once, then run the same command again.'
    : isFull
      ? 'The disk is full. Make room, then run the same command again.'
      : 'Delete node_modules and run the same command again; `npm ci` shows the whole log.'
  return `\n${tail}\n\nThe dependencies could not be installed.\n${advice}\n`
}

/** Says in one sentence what to do when this Node is too old even to begin. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 12)) return
  process.stderr.write(
    `Stagedoor needs Node 20.12 or later to begin (this is ${process.versions.node}): install a current Node and run the same command again.\n`,
  )
  process.exit(1)
}
