import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from '../../../test/temporary-directory.ts'
import { fileStorage } from './file-storage.ts'

describe('the file of a person', () => {
  it('[row: terminal/mode 0600] is theirs alone, whatever was there before', async () => {
    const directory = join(temporaryDirectory(), 'deep', 'program')
    const path = join(directory, 'sign-ins.json')
    await fileStorage(path).replace('key', null, 'one')
    const fresh = [statSync(path).mode & 0o777, statSync(directory).mode & 0o777]
    chmodSync(path, 0o644)

    await fileStorage(path).replace('key', 'one', 'two')

    expect(fresh).toEqual([0o600, 0o700])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(directory)).toEqual(['sign-ins.json'])
  })

  it('compares before it sets: of fifty at once one gets through', async () => {
    const storage = fileStorage(join(temporaryDirectory(), 'sign-ins.json'))
    const results = await Promise.all(Array.from({ length: 50 }, (_, index) => storage.replace('key', null, `text ${index}`)))

    expect(results.filter(Boolean)).toHaveLength(1)
    expect(await storage.read('key')).toBe(`text ${results.indexOf(true)}`)
  })

  it('keeps what belongs to others, and forgets what it is told to', async () => {
    const path = join(temporaryDirectory(), 'sign-ins.json')
    const [one, other] = [fileStorage(path), fileStorage(path)]
    await one.replace('a/1', null, 'one')
    await other.replace('a/2', null, 'two')
    await other.replace('b/1', null, 'three')
    await one.replace('a/1', 'one', null)

    expect(await one.keys('a/')).toEqual(['a/2'])
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')))).toEqual(['a/2', 'b/1'])
  })

  it('[row: terminal/torn file] counts a file that is not ours as empty, and survives a writer that was killed', async () => {
    const path = join(temporaryDirectory(), 'sign-ins.json')
    writeFileSync(path, '{"key": "half')
    writeFileSync(`${path}.new`, 'of a process that is gone')
    const storage = fileStorage(path)

    expect(await storage.read('key')).toBeNull()
    expect(await storage.replace('key', null, 'text')).toBe(true)
    expect(await storage.read('key')).toBe('text')
  })

  it('says when it cannot be read, which is no logout', async () => {
    const path = join(temporaryDirectory(), 'sign-ins.json')
    mkdirSync(path)

    await expect(async () => fileStorage(path).read('key')).rejects.toMatchObject({ code: 'storage_unavailable', action: 'none' })
  })
})
