import { readFile, writeFile } from 'node:fs/promises'
import { fileLock } from '@stagedoor/client/cli'

/** Reads a number from a file and writes the next one, so many times, each under a lock; or takes the lock and is killed holding it. */
const [, , directory = '', count = '0'] = process.argv
const lock = fileLock(directory)
const path = `${directory}/count`

if (count === 'die') await lock.withLock('count', async () => process.kill(process.pid, 'SIGKILL'))
for (let turn = 0; turn < Number(count); turn++) {
  await lock.withLock('count', async () => {
    const before = Number(await readFile(path, 'utf8').catch(() => '0'))
    await writeFile(path, String(before + 1))
  })
}
