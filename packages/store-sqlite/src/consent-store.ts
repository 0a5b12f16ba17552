import type { DatabaseSync } from 'node:sqlite'
import type { Consent, ConsentStore } from '@stagedoor/server/ports'
import { prepareFindRow, readInteger, readWords, writeWords } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'

/** Adds a consent to what was given before; for use inside an act. */
export type RememberConsent = (consent: Consent) => void

/** Prepares {@link RememberConsent}. */
export function prepareRememberConsent(database: DatabaseSync): RememberConsent {
  const find = prepareFindConsent(database)
  const upsert = database.prepare(`
    INSERT INTO consents (user_number, client_number, scope, updated_at, created_at)
    VALUES ((SELECT number FROM users WHERE id = ?1), (SELECT number FROM clients WHERE id = ?2), ?3, ?4, ?4)
    ON CONFLICT (user_number, client_number) DO UPDATE SET scope = excluded.scope, updated_at = excluded.updated_at`)

  return (consent) => {
    const before = find(consent.userId, consent.clientId)?.scope ?? []
    const scope = [...new Set([...before, ...consent.scope])]
    upsert.run(consent.userId, consent.clientId, writeWords(scope), consent.updatedAt)
  }
}

/** Keeps what users let clients do. */
export function createConsentStore(database: DatabaseSync, group: CommitGroup): ConsentStore {
  const find = prepareFindConsent(database)
  const remember = prepareRememberConsent(database)

  return {
    find(userId, clientId) {
      return group.peek(() => find(userId, clientId))
    },

    remember(consent) {
      return group.write(() => remember(consent))
    },
  }
}

function prepareFindConsent(database: DatabaseSync): (userId: string, clientId: string) => Consent | undefined {
  const select = prepareFindRow(
    database,
    `
    SELECT scope, updated_at FROM consents
    WHERE user_number = (SELECT number FROM users WHERE id = ?) AND client_number = (SELECT number FROM clients WHERE id = ?)`,
  )

  return (userId, clientId) => {
    const row = select(userId, clientId)
    if (row === undefined) return undefined
    return { userId, clientId, scope: readWords(row, 'scope'), updatedAt: readInteger(row, 'updated_at') }
  }
}
