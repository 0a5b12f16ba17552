import type { AppStore } from '@stagedoor/server/ports'
import type { AccessTokenMemory } from './access-token-memory.ts'
import type { AppActSurroundings } from './app-acts.ts'
import { prepareRemoveUnusedLogo } from './app-logo-acts.ts'
import { readBytes, readInteger, readText } from './columns.ts'

const CLIENT = '(SELECT number FROM clients WHERE id = ?1)'

/** Deletes apps, and counts what goes with one. */
export function prepareDeleteApp(
  { database, group, changed }: AppActSurroundings,
  accessTokens: AccessTokenMemory,
): Pick<AppStore, 'measure' | 'delete'> {
  const measure = database.prepare(`
    SELECT count(*) AS grants, count(DISTINCT user_number) AS people FROM grants
    WHERE client_number = ${CLIENT} AND revoked_at IS NULL
      AND kept_until > ?2 AND coalesce(refresh_expires_at, kept_until) > ?2 AND coalesce(ends_at, ?2 + 1) > ?2`)
  // The row stays, emptied: nobody gets its id again, and what names it by number still finds it.
  const bury = database.prepare(`
    UPDATE clients SET deleted_at = ?2, disabled_at = coalesce(disabled_at, ?2), secret_digests = '[]', redirect_uris = '[]', homepage = NULL,
      listed = 0, version = version + 1
    WHERE id = ?1 AND deleted_at IS NULL RETURNING number, logo`)
  const forgetLogo = database.prepare('UPDATE clients SET logo = NULL WHERE number = ?')
  const removeUnusedLogo = prepareRemoveUnusedLogo(database)
  const revoke = database.prepare(`
    UPDATE grants SET revoked_at = ?2 WHERE client_number = ${CLIENT} AND revoked_at IS NULL RETURNING id`)
  const clear = ['client_secrets', 'client_members', 'client_invitations', 'consents'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE client_number = ?`),
  )

  return {
    measure(clientId, now) {
      return group.read(() => {
        const row = measure.get(clientId, now) ?? {}
        return { people: readInteger(row, 'people'), grants: readInteger(row, 'grants') }
      })
    },

    delete(clientId, now) {
      return group.writeAll(() => {
        const buried = bury.get(clientId, now)
        if (buried === undefined) return { outcome: 'unknown' as const }
        const number = readInteger(buried, 'number')
        for (const row of revoke.all(clientId, now)) accessTokens.endGrant(readBytes(row, 'id'))
        for (const statement of clear) statement.run(number)
        forgetLogo.run(number)
        if (buried.logo !== null) removeUnusedLogo(readText(buried, 'logo'))
        changed()
        return { outcome: 'deleted' as const }
      })
    },
  }
}
