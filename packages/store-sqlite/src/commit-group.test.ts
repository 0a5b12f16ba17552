import { DatabaseSync } from 'node:sqlite'
import { StoreUnavailableError } from '@stagedoor/server/ports'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CommitGroup } from './commit-group.ts'
import { createTemporaryPath } from './create-temporary-path.ts'
import { openDatabase } from './open-database.ts'

/** A group over a table of notes, whose turn of the event loop ends when the test says so. */
function startGroup() {
  const path = createTemporaryPath()
  const database = openDatabase({ path, cacheKib: 256, busyTimeoutMs: 20 })
  onTestFinished(() => database.close())
  // A note may refer to one that comes later in the same transaction: a COMMIT that finds none fails.
  database.exec('CREATE TABLE notes (text TEXT PRIMARY KEY, after TEXT REFERENCES notes (text) DEFERRABLE INITIALLY DEFERRED)')
  const scheduled: (() => void)[] = []
  const commits: number[] = []
  const group = new CommitGroup(database, { schedule: (commit) => scheduled.push(commit), onCommit: ({ acts }) => commits.push(acts) })
  const insert = database.prepare('INSERT INTO notes (text, after) VALUES (?, ?)')
  const write = (text: string, after: string | null = null) => group.write(() => insert.run(text, after).changes)
  const endTurn = () => {
    for (const commit of scheduled.splice(0)) commit()
  }
  const onDisk = () => {
    const reader = new DatabaseSync(path, { readOnly: true })
    const rows = reader.prepare('SELECT text FROM notes ORDER BY text').all()
    reader.close()
    return rows.map(({ text }) => text)
  }
  return { path, database, group, commits, insert, write, endTurn, onDisk }
}

describe('CommitGroup', () => {
  it('commits all writes of a turn at once, and resolves none before', async () => {
    const { write, endTurn, onDisk, commits } = startGroup()
    const resolved: string[] = []
    const writes = ['a', 'b', 'c'].map((text) => write(text).then(() => resolved.push(text)))
    await new Promise((resolve) => setImmediate(resolve))
    const before = { resolved: [...resolved], rows: onDisk() }

    endTurn()
    await Promise.all(writes)

    expect(before).toEqual({ resolved: [], rows: [] })
    expect(resolved).toEqual(['a', 'b', 'c'])
    expect(onDisk()).toEqual(['a', 'b', 'c'])
    expect(commits).toEqual([3])
  })

  it('holds a read that may have seen unwritten writes until they are written', async () => {
    const { group, write, endTurn, database } = startGroup()
    const count = () => database.prepare('SELECT count(*) AS notes FROM notes').get()
    const order: string[] = []
    const writing = write('a')
    const reading = group.read(count).then((row) => {
      order.push('read')
      return row
    })
    await Promise.resolve()
    order.push('end of turn')

    endTurn()

    await writing
    expect(await reading).toEqual({ notes: 1 })
    expect(order).toEqual(['end of turn', 'read'])
  })

  it('answers a read at once when nothing waits to be written', async () => {
    const { group } = startGroup()
    expect(await group.read(() => 'answer')).toBe('answer')
  })

  it('rejects the writes and reads of a commit that failed, leaves nothing behind, and goes on', async () => {
    const { group, write, endTurn, onDisk } = startGroup()
    const failing = Promise.allSettled([write('a'), write('b', 'nobody'), group.read(() => 'dirty')])
    endTurn()
    const results = await failing

    const later = write('c')
    endTurn()
    await later

    expect(results).toEqual(Array(3).fill({ status: 'rejected', reason: expect.any(StoreUnavailableError) }))
    expect(onDisk()).toEqual(['c'])
  })

  it('undoes an act that fails half-way, and leaves its neighbours alone', async () => {
    const { group, insert, write, endTurn, onDisk } = startGroup()
    const before = write('before')
    const failing = group.writeAll(() => {
      insert.run('half', null)
      throw new RangeError('a bug')
    })
    const after = write('after')
    const failed = expect(failing).rejects.toThrow(RangeError)
    endTurn()
    await Promise.all([before, after, failed])

    expect(onDisk()).toEqual(['after', 'before'])
  })

  it('rejects the whole turn when the disk is full, keeps what was acknowledged, and works again when there is room', async () => {
    const { database, write, endTurn, onDisk } = startGroup()
    const acknowledged = write('acknowledged')
    endTurn()
    await acknowledged
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() ?? {}
    database.exec(`PRAGMA max_page_count = ${pages}`)

    const writes = Promise.allSettled([write('small'), write('x'.repeat(100_000)), write('next')])
    endTurn()
    const [small, large, next] = await writes
    database.exec('PRAGMA max_page_count = 1000000')
    const later = write('y'.repeat(100_000))
    endTurn()
    await later

    const unavailable = { status: 'rejected', reason: expect.any(StoreUnavailableError) }
    expect([small, large]).toEqual([unavailable, unavailable])
    expect(next).toMatchObject({ status: 'fulfilled' }) // it came after the failure, into a group of its own
    expect(onDisk()).toEqual(['acknowledged', 'next', 'y'.repeat(100_000)])
  })

  it('waits for another process that writes, then gives up, and works again when that one has finished', async () => {
    const { path, write, endTurn, onDisk } = startGroup()
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')

    await expect(write('locked out')).rejects.toThrow(StoreUnavailableError)
    other.exec('ROLLBACK')
    other.close()
    const later = write('free')
    endTurn()
    await later

    expect(onDisk()).toEqual(['free'])
  })

  it('answers a peek at once, whatever waits to be written', async () => {
    const { group, write, endTurn } = startGroup()
    const writing = write('a')
    expect(await group.peek(() => 'answer')).toBe('answer')
    endTurn()
    await writing
  })

  it('answers at once what it recalls, and reads what it does not', async () => {
    const { group, write, endTurn } = startGroup()
    const writing = write('a')
    const order: string[] = []
    const reading = group
      .read(
        () => 'read',
        () => undefined,
      )
      .then((answer) => order.push(answer))
    order.push(
      await group.read(
        () => 'read',
        () => 'recalled',
      ),
    )
    endTurn()
    await Promise.all([writing, reading])
    expect(order).toEqual(['recalled', 'read'])
  })
})
