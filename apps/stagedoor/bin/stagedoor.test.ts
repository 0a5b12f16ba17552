import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { launcher, makeFolder, spawnCommand } from '../test/run-command.ts'

const relauncher = join(import.meta.dirname, 'relaunch.mjs')
const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => existsSync(path) && isOld(path))

function isOld(node: string): boolean {
  const [major = 0, minor = 0] = execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).split('.').map(Number)
  return major < 22 || (major === 22 && minor < 18)
}

/** What the launcher does on too old a Node, run by this one. */
function relaunch(file: string, args: readonly string[], env?: Readonly<Record<string, string>>) {
  const script = `import(${JSON.stringify(file)}).then(async ({ relaunch }) => { process.exitCode = await relaunch(${JSON.stringify(args)}) })`
  return spawnCommand(process.execPath, ['-e', script], env)
}

describe('the launcher on too old a Node', () => {
  it('says in one sentence what to do when no other Node is installed', async () => {
    const folder = makeFolder()
    copyFileSync(relauncher, join(folder, 'relaunch.mjs'))

    expect(await relaunch(join(folder, 'relaunch.mjs'), ['dev']).ended).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `stagedoor needs Node 22.18 or later, and this is ${process.versions.node}: run npm install in the folder that depends on stagedoor, or install a current Node.\n`,
    })
  })

  it('uses the Node that npm installed, and passes on how that ended', async () => {
    expect(await relaunch(relauncher, ['--version']).ended).toMatchObject({ code: 0, stdout: '0.1.0\n' })
    expect(await relaunch(relauncher, ['dve']).ended).toMatchObject({ code: 2, stdout: '' })
  })

  it('does not try for ever when that one is too old as well', async () => {
    expect(await relaunch(relauncher, ['--version'], { STAGEDOOR_RELAUNCHED: '1' }).ended).toMatchObject({ code: 1, stdout: '' })
  })

  it('leaves nothing behind when it is killed', async () => {
    const { child } = relaunch(relauncher, ['dev', '--port', '0', '--platform', 'standard', '--json'])
    if (child.stdout === null) throw new TypeError('stdout is a pipe')
    const [line] = await once(createInterface(child.stdout), 'line')
    const { url } = JSON.parse(String(line))
    child.kill('SIGKILL')

    await expect
      .poll(() =>
        fetch(url).then(
          () => 'answers',
          () => 'gone',
        ),
      )
      .toBe('gone')
  })

  it.skipIf(oldNode === undefined)('is understood by a really old Node', async () => {
    const folder = makeFolder()
    copyFileSync(launcher, join(folder, 'stagedoor.mjs'))
    copyFileSync(relauncher, join(folder, 'relaunch.mjs'))
    const alone = await spawnCommand(oldNode ?? '', [join(folder, 'stagedoor.mjs'), 'dev']).ended
    const installed = await spawnCommand(oldNode ?? '', [launcher, '--version']).ended

    expect(alone).toMatchObject({ code: 1, stdout: '' })
    expect(alone.stderr).toMatch(/^stagedoor needs Node 22\.18 or later, and this is [\d.]+: .*\n$/)
    expect(installed).toMatchObject({ code: 0, stdout: '0.1.0\n' })
  })
})
