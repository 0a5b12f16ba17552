import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeTemporaryDirectory, openDataDirectory } from './data-directory.ts'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-data-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

function permissionsOf(path: string): number {
  return statSync(path).mode & 0o777
}

describe('the folder of the databases', () => {
  it('is its owner’s alone, made for a person or for a moment', () => {
    const kept = openDataDirectory(join(makeFolder(), 'of', 'mine'))
    const temporary = makeTemporaryDirectory()
    onTestFinished(() => {
      kept.close()
      temporary.close()
    })

    for (const directory of [kept, temporary]) expect(permissionsOf(dirname(directory.databaseOf('standard')))).toBe(0o700)
  })

  it('is gone after a crash when it was temporary', () => {
    const folder = makeFolder()
    const crash = `
      const { makeTemporaryDirectory } = await import(${JSON.stringify(new URL('data-directory.ts', import.meta.url).href)})
      makeTemporaryDirectory()
      console.log((await import('node:fs')).readdirSync(process.env.TMPDIR).length)
      throw new Error('crash')`

    const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', crash], {
      env: { TMPDIR: folder, NODE_DISABLE_COMPILE_CACHE: '1' },
      encoding: 'utf8',
    })

    expect([ended.stdout.trim(), ended.status]).toEqual(['1', 1])
    expect(readdirSync(folder)).toEqual([])
  })
})
