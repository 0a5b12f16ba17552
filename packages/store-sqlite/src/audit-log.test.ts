import { expect, it } from 'vitest'
import { createTemporaryPath } from './create-temporary-path.ts'
import { openDatabase } from './open-database.ts'

const DAY = 86_400

it('lets nobody who speaks SQL change an entry of the audit log, or delete one that is young', () => {
  const database = openDatabase({ path: createTemporaryPath(), cacheKib: 256, busyTimeoutMs: 100 })
  const add = database.prepare(`INSERT INTO audit_log (at, actor_kind, actor_id, act, target_kind, target_id, detail)
    VALUES (?, 'server', 'server', 'keys.rotated', 'key', 'k', '{}')`)
  for (const at of [0, 1, 400 * DAY]) add.run(at)

  expect(() => database.exec(`UPDATE audit_log SET act = 'nothing'`)).toThrow('the audit log is only added to')
  expect(() => database.exec('DELETE FROM audit_log WHERE at = 1')).toThrow('the audit log is kept for 400 days')
  expect(() => database.exec('DELETE FROM audit_log')).toThrow('the audit log is kept for 400 days')
  database.exec('DELETE FROM audit_log WHERE at = 0')

  expect(database.prepare('SELECT at FROM audit_log').all()).toEqual([{ at: 1 }, { at: 400 * DAY }])
  database.close()
})
