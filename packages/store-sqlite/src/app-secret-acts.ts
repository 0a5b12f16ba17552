import type { AppSecret, AppSecretStore } from '@stagedoor/server/ports'
import { type AppActSurroundings, encodeDigest } from './app-acts.ts'
import { findInteger, findText, type Row, readInteger, readText } from './columns.ts'

/** How much of a digest names its secret on a page: enough to tell two apart, too little to be of use. */
const ID_CHARACTERS = 12

/** Acts on the secrets of apps. */
export function prepareAppSecretActs({ database, group, changed }: AppActSurroundings): AppSecretStore {
  const selectDigests = database.prepare(`
    SELECT number, secret_digests FROM clients WHERE id = ? AND deleted_at IS NULL AND authentication_method <> 'none'`)
  const updateDigests = database.prepare('UPDATE clients SET secret_digests = ? WHERE number = ?')
  const insert = database.prepare(`
    INSERT INTO client_secrets (client_number, digest, label, ending, created_at) VALUES (?, ?, ?, ?, ?)`)
  const remove = database.prepare('DELETE FROM client_secrets WHERE client_number = ? AND digest = ?')
  const select = database.prepare(`
    SELECT live.value AS digest, coalesce(known.label, '') AS label, known.ending, known.created_at, known.last_used_at, known.reported_at
    FROM clients, json_each(clients.secret_digests) AS live
    LEFT JOIN client_secrets AS known ON known.client_number = clients.number AND known.digest = live.value
    WHERE clients.id = ? AND clients.deleted_at IS NULL ORDER BY live.key`)
  const noteUse = database.prepare(`
    INSERT INTO client_secrets (client_number, digest, label, last_used_at)
    SELECT clients.number, live.value, '', ?3 FROM clients, json_each(clients.secret_digests) AS live
    WHERE clients.id = ?1 AND live.value = ?2
    ON CONFLICT (client_number, digest) DO UPDATE SET last_used_at = max(coalesce(last_used_at, 0), excluded.last_used_at)`)
  const report = database.prepare(`
    UPDATE client_secrets SET reported_at = ?2
    WHERE digest = ?1 AND EXISTS (
      SELECT 1 FROM clients, json_each(clients.secret_digests) AS live
      WHERE clients.number = client_secrets.client_number AND clients.disabled_at IS NULL AND live.value = ?1)
    RETURNING (SELECT id FROM clients WHERE number = client_number) AS client_id, ending`)

  return {
    listSecrets(clientId) {
      return group.read(() => select.all(clientId).map(readSecret))
    },

    addSecret(clientId, { digest, label, ending, createdAt }, limit) {
      return group.writeAll(() => {
        const row = selectDigests.get(clientId)
        if (row === undefined) return { outcome: 'unknown' as const }
        const digests = readDigests(row)
        if (digests.length >= limit) return { outcome: 'too_many' as const }
        const number = readInteger(row, 'number')
        updateDigests.run(JSON.stringify([...digests, encodeDigest(digest)]), number)
        insert.run(number, encodeDigest(digest), label, ending, createdAt)
        changed()
        return { outcome: 'added' as const }
      })
    },

    revokeSecret(clientId, secretId) {
      return group.writeAll(() => {
        const row = selectDigests.get(clientId)
        const digests = row === undefined ? [] : readDigests(row)
        const revoked = digests.find((digest) => digest.slice(0, ID_CHARACTERS) === secretId)
        if (row === undefined || revoked === undefined) return { outcome: 'unknown' as const }
        const number = readInteger(row, 'number')
        updateDigests.run(JSON.stringify(digests.filter((digest) => digest !== revoked)), number)
        remove.run(number, revoked)
        changed()
        return { outcome: 'revoked' as const }
      })
    },

    reportSecret(digest, at) {
      return group.writeAll(() => {
        const row = report.get(encodeDigest(digest), at)
        return row && { clientId: readText(row, 'client_id'), ending: findText(row, 'ending') }
      })
    },

    noteSecretUse(clientId, digest, at) {
      return group.write(() => {
        noteUse.run(clientId, encodeDigest(digest), at)
      })
    },
  }
}

function readSecret(row: Row): AppSecret {
  return {
    id: readText(row, 'digest').slice(0, ID_CHARACTERS),
    label: readText(row, 'label'),
    ending: findText(row, 'ending'),
    createdAt: findInteger(row, 'created_at'),
    lastUsedAt: findInteger(row, 'last_used_at'),
    reportedAt: findInteger(row, 'reported_at'),
  }
}

function readDigests(row: Row): readonly string[] {
  const digests: unknown = JSON.parse(readText(row, 'secret_digests'))
  if (!Array.isArray(digests)) throw new TypeError('Column secret_digests is not a list.')
  return digests.map(String)
}
