import type { DatabaseSync } from 'node:sqlite'
import type { AttemptStore, AttemptSubject, EpochSeconds } from '@stagedoor/server/ports'
import { prepareFindRow, readInteger } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'

/** Keeps how often something was tried. */
export function createAttemptStore(database: DatabaseSync, group: CommitGroup): AttemptStore {
  const select = prepareFindRow(database, 'SELECT count, waits_until FROM attempts WHERE subject = ? AND forgotten_at > ?')
  const upsert = database.prepare(`
    INSERT INTO attempts (subject, count, waits_until, forgotten_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (subject) DO UPDATE SET count = excluded.count, waits_until = excluded.waits_until, forgotten_at = excluded.forgotten_at`)
  const remove = database.prepare('DELETE FROM attempts WHERE subject = ?')
  const takeBack = database.prepare('UPDATE attempts SET count = count - 1, waits_until = 0 WHERE subject = ? AND count > 0')

  const look = ({ key }: AttemptSubject, now: EpochSeconds): { readonly count: number; readonly until: EpochSeconds } => {
    const row = select(key, now)
    return row === undefined ? { count: 0, until: 0 } : { count: readInteger(row, 'count'), until: readInteger(row, 'waits_until') }
  }

  return {
    begin: (subjects, now) =>
      group.writeAll(() => {
        const until = Math.max(0, ...subjects.map((subject) => look(subject, now).until))
        if (until > now) return { outcome: 'must_wait' as const, until }
        for (const subject of subjects) {
          const count = look(subject, now).count + 1
          const waitsUntil = waitAfter(subject, count) === 0 ? 0 : now + waitAfter(subject, count)
          upsert.run(subject.key, count, waitsUntil, now + subject.rule.forgottenAfterSeconds)
        }
        return { outcome: 'begun' as const }
      }),

    succeed: ({ forgotten, uncounted }) =>
      group.writeAll(() => {
        for (const key of forgotten) remove.run(key)
        for (const key of uncounted) takeBack.run(key)
      }),
  }
}

/** Seconds to wait after so many attempts. */
function waitAfter({ rule }: AttemptSubject, count: number): number {
  if (count < rule.free) return 0
  return Math.min(rule.longestWaitSeconds, rule.firstWaitSeconds * 2 ** Math.min(count - rule.free, 30))
}
