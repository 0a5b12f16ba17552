import type { DatabaseSync } from 'node:sqlite'
import type { Ceremony, Passkey, SecondFactorStore } from '@stagedoor/server/ports'
import { findBytes, findInteger, findText, type Row, readBytes, readInteger, readText, readWord, readWords, writeWords } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { readUser, USER_COLUMNS } from './user-store.ts'

const PURPOSES = ['passkey_registration', 'passkey_sign_in', 'second_step', 'totp_enrolment', 'upstream_sign_in'] as const
const OF_USER = 'user_number = (SELECT number FROM users WHERE id = ?1)'

/** Keeps what proves a person besides a password. */
export function createSecondFactorStore(database: DatabaseSync, group: CommitGroup): SecondFactorStore {
  return { ...prepareCeremonies(database, group), ...preparePasskeys(database, group), ...prepareTotp(database, group) }
}

/** Prepares to forget all of a person, with the account, inside its transaction. */
export function prepareForgetFactors(database: DatabaseSync): (userId: string) => void {
  const statements = ['passkeys', 'totp_factors', 'recovery_codes', 'upstream_accounts'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE ${OF_USER}`),
  )
  return (userId) => {
    for (const statement of statements) statement.run(userId)
  }
}

/** Prepares to end what a person, or somebody in their name, has begun. */
export function prepareEndCeremonies(database: DatabaseSync): (userId: string) => void {
  const remove = database.prepare(`DELETE FROM ceremonies WHERE ${OF_USER}`)
  return (userId) => void remove.run(userId)
}

function prepareCeremonies(database: DatabaseSync, group: CommitGroup): Pick<SecondFactorStore, 'begin' | 'find' | 'take'> {
  const insert = database.prepare(`
    INSERT INTO ceremonies (key, purpose, browser_key, user_number, memo, expires_at)
    VALUES (?, ?, ?, (SELECT number FROM users WHERE id = ?), ?, ?)`)
  const matching = 'key = ? AND purpose = ? AND browser_key = ? AND expires_at > ?'
  const columns = 'purpose, browser_key, (SELECT id FROM users WHERE number = user_number) AS user_id, memo, expires_at'
  const select = database.prepare(`SELECT ${columns} FROM ceremonies WHERE ${matching}`)
  const remove = database.prepare(`DELETE FROM ceremonies WHERE ${matching} RETURNING ${columns}`)

  return {
    begin: (key, { purpose, browserKey, userId, memo, expiresAt }) =>
      group.write(() => void insert.run(key, purpose, browserKey, userId, memo, expiresAt)),
    find: (key, { purpose, browserKey, now }) => group.read(() => readCeremony(select.get(key, purpose, browserKey, now))),
    take: (key, { purpose, browserKey, now }) => group.write(() => readCeremony(remove.get(key, purpose, browserKey, now))),
  }
}

function readCeremony(row: Row | undefined): Ceremony | undefined {
  if (row === undefined) return undefined
  return {
    purpose: readWord(row, 'purpose', PURPOSES),
    browserKey: readBytes(row, 'browser_key'),
    userId: findText(row, 'user_id'),
    memo: findBytes(row, 'memo'),
    expiresAt: readInteger(row, 'expires_at'),
  }
}

type PasskeyActs = 'addPasskey' | 'listPasskeys' | 'findPasskey' | 'usePasskey' | 'removePasskey'

function preparePasskeys(database: DatabaseSync, group: CommitGroup): Pick<SecondFactorStore, PasskeyActs> {
  const columns =
    'credential_id, passkeys.name AS passkey_name, public_key, counter, transports, passkeys.created_at AS added_at, last_used_at'
  const from = `SELECT ${USER_COLUMNS}, ${columns} FROM passkeys JOIN users ON users.number = passkeys.user_number`
  const count = database.prepare(`SELECT count(*) AS count FROM passkeys WHERE ${OF_USER}`)
  const insert = database.prepare(`
    INSERT INTO passkeys (credential_id, user_number, name, public_key, counter, transports, created_at, last_used_at)
    VALUES (?, (SELECT number FROM users WHERE id = ?), ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
  const selectOf = database.prepare(`${from} WHERE users.id = ? ORDER BY passkeys.created_at, credential_id`)
  const select = database.prepare(`${from} WHERE credential_id = ? AND users.disabled_at IS NULL`)
  const use = database.prepare(`
    UPDATE passkeys SET counter = ?2, last_used_at = ?3 WHERE credential_id = ?1 AND (counter < ?2 OR (counter = 0 AND ?2 = 0))`)
  const remove = database.prepare(`DELETE FROM passkeys WHERE ${OF_USER} AND credential_id = ?2`)

  return {
    addPasskey: (passkey, most) =>
      group.write(() => {
        const { credentialId, userId, name, publicKey, counter, transports, createdAt, lastUsedAt } = passkey
        const before = count.get(userId)
        if (before !== undefined && readInteger(before, 'count') >= most) return { outcome: 'too_many' as const }
        const words = writeWords(transports)
        const { changes } = insert.run(credentialId, userId, name, publicKey, counter, words, createdAt, lastUsedAt)
        return { outcome: changes === 0 ? ('known' as const) : ('added' as const) }
      }),
    listPasskeys: (userId) => group.read(() => selectOf.all(userId).map(readPasskey)),
    findPasskey: (credentialId) =>
      group.read(() => {
        const row = select.get(credentialId)
        return row === undefined ? undefined : { passkey: readPasskey(row), user: readUser(row) }
      }),
    usePasskey: (credentialId, counter, now) =>
      group.write(() => ({
        outcome: use.run(credentialId, counter, now).changes === 0 ? ('counter_regressed' as const) : ('used' as const),
      })),
    removePasskey: (userId, credentialId) => group.write(() => remove.run(userId, credentialId).changes > 0),
  }
}

function readPasskey(row: Row): Passkey {
  return {
    credentialId: readBytes(row, 'credential_id'),
    userId: readText(row, 'user_id'),
    name: readText(row, 'passkey_name'),
    publicKey: readBytes(row, 'public_key'),
    counter: readInteger(row, 'counter'),
    transports: readWords(row, 'transports'),
    createdAt: readInteger(row, 'added_at'),
    lastUsedAt: findInteger(row, 'last_used_at'),
  }
}

type TotpActs = 'findTotp' | 'enrolTotp' | 'spendStep' | 'spendRecoveryCode' | 'replaceRecoveryCodes' | 'removeTotp'

function prepareTotp(database: DatabaseSync, group: CommitGroup): Pick<SecondFactorStore, TotpActs> {
  const select = database.prepare(`
    SELECT secret, created_at, (SELECT count(*) FROM recovery_codes AS codes WHERE codes.user_number = totp_factors.user_number) AS codes
    FROM totp_factors WHERE ${OF_USER}`)
  const insert = database.prepare(`
    INSERT INTO totp_factors (user_number, secret, last_step, created_at) VALUES ((SELECT number FROM users WHERE id = ?), ?, ?, ?)
    ON CONFLICT DO NOTHING`)
  const insertCode = database.prepare(
    'INSERT INTO recovery_codes (user_number, digest) VALUES ((SELECT number FROM users WHERE id = ?), ?)',
  )
  const spend = database.prepare(`UPDATE totp_factors SET last_step = ?2 WHERE ${OF_USER} AND last_step < ?2`)
  const spendCode = database.prepare(`DELETE FROM recovery_codes WHERE ${OF_USER} AND digest = ?2`)
  const removeCodes = database.prepare(`DELETE FROM recovery_codes WHERE ${OF_USER}`)
  const remove = database.prepare(`DELETE FROM totp_factors WHERE ${OF_USER}`)

  return {
    findTotp: (userId) =>
      group.read(() => {
        const row = select.get(userId)
        if (row === undefined) return undefined
        const recoveryCodes = readInteger(row, 'codes')
        return { secret: readBytes(row, 'secret'), createdAt: readInteger(row, 'created_at'), recoveryCodes }
      }),
    enrolTotp: (userId, { secret, lastStep, recoveryDigests }, now) =>
      group.writeAll(() => {
        if (insert.run(userId, secret, lastStep, now).changes === 0) return { outcome: 'already_enrolled' as const }
        for (const digest of recoveryDigests) insertCode.run(userId, digest)
        return { outcome: 'enrolled' as const }
      }),
    spendStep: (userId, step) => group.write(() => spend.run(userId, step).changes > 0),
    spendRecoveryCode: (userId, digest) => group.write(() => spendCode.run(userId, digest).changes > 0),
    replaceRecoveryCodes: (userId, digests) =>
      group.writeAll(() => {
        if (select.get(userId) === undefined) return false
        removeCodes.run(userId)
        for (const digest of digests) insertCode.run(userId, digest)
        return true
      }),
    removeTotp: (userId) =>
      group.writeAll(() => {
        removeCodes.run(userId)
        return remove.run(userId).changes > 0
      }),
  }
}
