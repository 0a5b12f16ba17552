import type { DatabaseSync } from 'node:sqlite'
import type { ApprovedDevice, DeviceAuthorization, DeviceCodeStore, PollOutcome } from '@stagedoor/server/ports'
import { findInteger, findText, type Row, readInteger, readText, readWord, readWords, writeWords } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { prepareInsertGrant } from './issued-grant.ts'

const STATES = ['waiting', 'approved', 'denied', 'spent'] as const
/** RFC 8628 §3.5. */
const SLOW_DOWN_SECONDS = 5
/** Whole seconds are kept: a poll exactly on time may look one early. */
const TOLERANCE_SECONDS = 1

/** Keeps device codes until an hour after they expire, so that a late poll hears `expired`. */
export function createDeviceCodeStore(database: DatabaseSync, group: CommitGroup): DeviceCodeStore {
  const insert = database.prepare(`
    INSERT INTO device_codes (key, user_code, client_number, scope, created_at, expires_at)
    VALUES (?, ?, (SELECT number FROM clients WHERE id = ?), ?, ?, ?)`)
  const selectHolder = database.prepare("SELECT state = 'waiting' AND expires_at > ? AS waits FROM device_codes WHERE user_code = ?")
  const removeHolder = database.prepare('DELETE FROM device_codes WHERE user_code = ?')
  const selectWaiting = database.prepare(`
    SELECT device.*, clients.id AS client_id FROM device_codes AS device JOIN clients ON clients.number = device.client_number
    WHERE device.user_code = ? AND device.state = 'waiting' AND device.expires_at > ?`)
  const update = database.prepare(`
    UPDATE device_codes SET state = ?, user_number = (SELECT number FROM users WHERE id = ?), authenticated_at = ?
    WHERE user_code = ? AND state = 'waiting' AND expires_at > ?`)
  const select = database.prepare(`
    SELECT device.*, clients.id AS client_id, users.id AS user_id,
      clients.disabled_at IS NOT NULL OR users.disabled_at IS NOT NULL AS disabled
    FROM device_codes AS device
    JOIN clients ON clients.number = device.client_number
    LEFT JOIN users ON users.number = device.user_number
    WHERE device.key = ?`)
  const note = database.prepare('UPDATE device_codes SET polled_at = ?, slow_downs = slow_downs + ? WHERE key = ?')
  const spend = database.prepare("UPDATE device_codes SET state = 'spent' WHERE key = ? AND state = 'approved'")
  const insertGrant = prepareInsertGrant(database)

  return {
    issue: (key, device) =>
      group.writeAll(() => {
        const holder = selectHolder.get(device.createdAt, device.userCode)
        if (holder !== undefined && readInteger(holder, 'waits') !== 0) return { outcome: 'user_code_taken' as const }
        removeHolder.run(device.userCode)
        insert.run(key, device.userCode, device.clientId, writeWords(device.scope), device.createdAt, device.expiresAt)
        return { outcome: 'issued' as const }
      }),

    findByUserCode: (userCode, now) =>
      group.read(() => {
        const row = selectWaiting.get(userCode, now)
        return row === undefined ? undefined : readDevice(row)
      }),

    decide: (userCode, approvedBy, now) =>
      group.write(() => {
        const state = approvedBy === null ? 'denied' : 'approved'
        const { changes } = update.run(state, approvedBy?.userId ?? null, approvedBy?.authenticatedAt ?? null, userCode, now)
        return { outcome: changes === 1 ? ('decided' as const) : ('unknown' as const) }
      }),

    poll: (key, { clientId, intervalSeconds }, now, issue) =>
      group.writeAll((): PollOutcome => {
        const row = select.get(key)
        if (row === undefined) return { outcome: 'unknown', reason: 'device_code_unknown' }
        const found = decidePoll(row, { clientId, intervalSeconds, now })
        if (found.outcome === 'pending') note.run(now, 0, key)
        if (found.outcome === 'slow_down') note.run(now, 1, key)
        if (found.outcome !== 'issued') return found
        if (spend.run(key).changes !== 1) throw new Error('A device code changed inside the transaction that read it.')
        insertGrant(issue(readApproved(row)))
        return { outcome: 'issued' }
      }),
  }
}

function decidePoll(
  row: Row,
  { clientId, intervalSeconds, now }: { readonly clientId: string; readonly intervalSeconds: number; readonly now: number },
): PollOutcome {
  const state = readWord(row, 'state', STATES)
  if (readText(row, 'client_id') !== clientId) return { outcome: 'unknown', reason: 'device_code_other_client' }
  if (state === 'spent') return { outcome: 'unknown', reason: 'device_code_spent' }
  if (readInteger(row, 'expires_at') <= now) return { outcome: 'expired' }
  if (state === 'denied') return { outcome: 'denied' }
  const wait = intervalSeconds + readInteger(row, 'slow_downs') * SLOW_DOWN_SECONDS - TOLERANCE_SECONDS
  if (now - (findInteger(row, 'polled_at') ?? 0) < wait) return { outcome: 'slow_down' }
  if (state === 'waiting') return { outcome: 'pending' }
  return readInteger(row, 'disabled') !== 0 ? { outcome: 'unknown', reason: 'account_disabled' } : { outcome: 'issued' }
}

function readDevice(row: Row): DeviceAuthorization {
  return {
    clientId: readText(row, 'client_id'),
    userCode: readText(row, 'user_code'),
    scope: readWords(row, 'scope'),
    createdAt: readInteger(row, 'created_at'),
    expiresAt: readInteger(row, 'expires_at'),
  }
}

function readApproved(row: Row): ApprovedDevice {
  return { ...readDevice(row), userId: findText(row, 'user_id') ?? '', authenticatedAt: readInteger(row, 'authenticated_at') }
}
