import type { DatabaseSync } from 'node:sqlite'
import type {
  AuthorizationCode,
  AuthorizationCodeStore,
  EpochSeconds,
  RedeemDecision,
  RedeemOutcome,
  SecretKey,
} from '@stagedoor/server/ports'
import type { AccessTokenMemory } from './access-token-memory.ts'
import { findBytes, findText, prepareFindRow, type Row, readInteger, readText, readWords, writeWords } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { prepareInsertGrant, prepareRevokeGrant } from './issued-grant.ts'

/** Keeps authorization codes from their issue until an hour after they expire, so that a replay is known for one. */
export function createAuthorizationCodeStore(
  database: DatabaseSync,
  group: CommitGroup,
  memory: AccessTokenMemory,
): AuthorizationCodeStore {
  const insertCode = prepareInsertCode(database)
  const insertGrant = prepareInsertGrant(database)
  const revokeGrant = prepareRevokeGrant(database, memory)
  const select = prepareFindRow(
    database,
    `
    SELECT code.*, clients.id AS client_id, users.id AS user_id,
      clients.disabled_at IS NOT NULL OR users.disabled_at IS NOT NULL AS disabled
    FROM authorization_codes AS code
    JOIN clients ON clients.number = code.client_number
    JOIN users ON users.number = code.user_number
    WHERE code.key = ?`,
  )
  const consume = database.prepare('UPDATE authorization_codes SET consumed_at = ?, grant_id = ? WHERE key = ? AND consumed_at IS NULL')

  const take = (key: SecretKey, code: AuthorizationCode, now: EpochSeconds, decision: RedeemDecision): RedeemOutcome => {
    const grantId = decision.outcome === 'issued' ? decision.grant.id : null
    if (consume.run(now, grantId, key).changes !== 1) throw new Error('A code changed inside the transaction that read it.')
    if (decision.outcome === 'refused') return { outcome: 'refused', reason: decision.reason }
    insertGrant(decision)
    return { outcome: 'issued', code }
  }

  return {
    issue(key, code) {
      return group.write(() => insertCode(key, code))
    },

    redeem(key, clientId, now, decide) {
      // The group holds the write lock, so nothing comes between these statements; the condition of `consume` says it once more.
      return group.writeAll((): RedeemOutcome => {
        const row = select(key)
        if (row === undefined) return { outcome: 'unknown', reason: 'code_unknown' }
        const code = readCode(row)
        if (clientId !== null && clientId !== code.clientId) return { outcome: 'unknown', reason: 'code_other_client' }
        if (row.consumed_at !== null) {
          const grantId = findBytes(row, 'grant_id')
          if (grantId !== null) revokeGrant(grantId, now)
          return { outcome: 'replayed' }
        }
        if (code.expiresAt <= now) return { outcome: 'unknown', reason: 'code_expired' }
        if (row.disabled !== 0) return { outcome: 'unknown', reason: 'account_disabled' }
        return take(key, code, now, decide(code))
      })
    },
  }
}

/** Prepares the write of a code; for use inside an act. */
export function prepareInsertCode(database: DatabaseSync): (key: SecretKey, code: AuthorizationCode) => void {
  const insert = database.prepare(`
    INSERT INTO authorization_codes (
      key, client_number, user_number, redirect_uri, code_challenge, scope, nonce, dpop_key, authenticated_at,
      expires_at
    ) VALUES (?, (SELECT number FROM clients WHERE id = ?), (SELECT number FROM users WHERE id = ?), ?, ?, ?, ?, ?, ?, ?)`)

  return (key, code) => {
    insert.run(
      key,
      code.clientId,
      code.userId,
      code.redirectUri,
      code.codeChallenge,
      writeWords(code.scope),
      code.nonce,
      code.dpopKey,
      code.authenticatedAt,
      code.expiresAt,
    )
  }
}

function readCode(row: Row): AuthorizationCode {
  return {
    clientId: readText(row, 'client_id'),
    userId: readText(row, 'user_id'),
    redirectUri: readText(row, 'redirect_uri'),
    codeChallenge: readText(row, 'code_challenge'),
    scope: readWords(row, 'scope'),
    nonce: findText(row, 'nonce'),
    dpopKey: findText(row, 'dpop_key'),
    authenticatedAt: readInteger(row, 'authenticated_at'),
    expiresAt: readInteger(row, 'expires_at'),
  }
}
