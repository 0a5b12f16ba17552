import type { DatabaseSync } from 'node:sqlite'
import type { AuthorizationTransaction, AuthorizationTransactionStore } from '@stagedoor/server/ports'
import { prepareInsertCode } from './authorization-code-store.ts'
import { findInteger, findText, type Row, readInteger, readText, readWord, readWords, writeWords } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { prepareRememberConsent } from './consent-store.ts'

const RESPONSE_MODES: readonly AuthorizationTransaction['responseMode'][] = ['query', 'fragment', 'form_post', 'web_message']
const DISPLAYS: readonly AuthorizationTransaction['display'][] = ['popup', 'page']
const PROMPTS: readonly AuthorizationTransaction['prompt'][number][] = ['login', 'consent', 'select_account']

/** Keeps authorization requests that wait for a person. A concluded one is gone: nobody needs to tell it from one that never was. */
export function createAuthorizationTransactionStore(database: DatabaseSync, group: CommitGroup): AuthorizationTransactionStore {
  const insert = database.prepare(`
    INSERT INTO authorization_transactions (
      key, browser_key, client_number, redirect_uri, response_mode, target_origin, scope, state, nonce, code_challenge, display,
      prompt, dpop_key, max_age_seconds, login_hint, created_at, expires_at
    ) VALUES (?, ?, (SELECT number FROM clients WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const select = database.prepare(`
    SELECT request.*, clients.id AS client_id
    FROM authorization_transactions AS request JOIN clients ON clients.number = request.client_number
    WHERE request.key = ? AND request.browser_key = ? AND request.expires_at > ?`)
  const remove = database.prepare('DELETE FROM authorization_transactions WHERE key = ?')
  const insertCode = prepareInsertCode(database)
  const remember = prepareRememberConsent(database)

  return {
    issue(key, browserKey, transaction) {
      return group.write(() => {
        insert.run(
          key,
          browserKey,
          transaction.clientId,
          transaction.redirectUri,
          transaction.responseMode,
          transaction.targetOrigin,
          writeWords(transaction.scope),
          transaction.state,
          transaction.nonce,
          transaction.codeChallenge,
          transaction.display,
          writeWords(transaction.prompt),
          transaction.dpopKey,
          transaction.maxAgeSeconds,
          transaction.loginHint,
          transaction.createdAt,
          transaction.expiresAt,
        )
      })
    },

    find(key, browserKey, now) {
      return group.read(() => {
        const row = select.get(key, browserKey, now)
        return row === undefined ? undefined : readTransaction(row)
      })
    },

    allow(key, browserKey, now, decide) {
      return group.writeAll(() => {
        const row = select.get(key, browserKey, now)
        if (row === undefined) return { outcome: 'unknown' as const }
        const transaction = readTransaction(row)
        const decision = decide(transaction)
        remove.run(key)
        remember(decision.consent)
        if (decision.code !== null) insertCode(decision.codeKey, decision.code)
        return { outcome: 'concluded' as const, transaction }
      })
    },

    deny(key, browserKey, now) {
      return group.write(() => {
        const row = select.get(key, browserKey, now)
        if (row === undefined) return { outcome: 'unknown' as const }
        remove.run(key)
        return { outcome: 'concluded' as const, transaction: readTransaction(row) }
      })
    },
  }
}

function readTransaction(row: Row): AuthorizationTransaction {
  return {
    clientId: readText(row, 'client_id'),
    redirectUri: readText(row, 'redirect_uri'),
    responseMode: readWord(row, 'response_mode', RESPONSE_MODES),
    targetOrigin: findText(row, 'target_origin'),
    scope: readWords(row, 'scope'),
    state: findText(row, 'state'),
    nonce: findText(row, 'nonce'),
    codeChallenge: readText(row, 'code_challenge'),
    display: readWord(row, 'display', DISPLAYS),
    prompt: PROMPTS.filter((prompt) => readWords(row, 'prompt').includes(prompt)),
    dpopKey: findText(row, 'dpop_key'),
    maxAgeSeconds: findInteger(row, 'max_age_seconds'),
    loginHint: findText(row, 'login_hint'),
    createdAt: readInteger(row, 'created_at'),
    expiresAt: readInteger(row, 'expires_at'),
  }
}
