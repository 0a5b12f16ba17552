import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from '../../../test/temporary-directory.ts'
import { fileLock } from './file-lock.ts'

const script = new URL('../../../test/increment-under-lock.ts', import.meta.url).pathname

async function run(directory: string, count: string): Promise<void> {
  const child = spawn(process.execPath, [script, directory, count], { stdio: ['ignore', 'ignore', 'inherit'] })
  await once(child, 'exit')
}

describe('the lock between processes', () => {
  it('[row: terminal/one at a time] lets four processes into a place a hundred times, one after the other', async () => {
    const directory = temporaryDirectory()

    await Promise.all(Array.from({ length: 4 }, () => run(directory, '25')))

    expect(readFileSync(join(directory, 'count'), 'utf8')).toBe('100')
    expect(readdirSync(directory)).toEqual(['count'])
  })

  it('[row: terminal/killed] is free again after its holder was killed', async () => {
    const directory = temporaryDirectory()
    await run(directory, 'die')
    const left = readdirSync(directory)

    await Promise.all([run(directory, '5'), run(directory, '5')])

    expect(left).toEqual([expect.stringMatching(/\.lock$/)])
    expect(readFileSync(join(directory, 'count'), 'utf8')).toBe('10')
  })

  it('waits for a holder on another machine until it has been silent for a minute', async () => {
    const directory = temporaryDirectory()
    const lock = fileLock(directory)
    let path = ''
    await lock.withLock('name', async () => {
      path = join(directory, readdirSync(directory)[0] ?? '')
    })
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: `not-${hostname()}`, id: 'a' }))
    let entered = false
    const waiting = lock.withLock('name', async () => {
      entered = true
    })
    await new Promise((resolve) => setTimeout(resolve, 100))
    const before = entered

    const longAgo = new Date(Date.now() - 61_000)
    utimesSync(path, longAgo, longAgo)
    await waiting

    expect([before, entered]).toEqual([false, true])
  })

  it('lets go when what ran under it fails, and says when nothing can be written', async () => {
    const directory = temporaryDirectory()
    const failing = fileLock(directory).withLock('name', () => Promise.reject(new Error('mine')))

    await expect(failing).rejects.toThrow('mine')
    expect(readdirSync(directory)).toEqual([])
    writeFileSync(join(directory, 'file'), '')
    await expect(fileLock(join(directory, 'file')).withLock('name', async () => 1)).rejects.toMatchObject({ code: 'storage_unavailable' })
    expect(existsSync(join(directory, 'file'))).toBe(true)
  })
})
