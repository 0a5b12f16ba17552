import type { DatabaseSync } from 'node:sqlite'
import type { AppLogo, AppStore } from '@stagedoor/server/ports'
import type { AppActSurroundings } from './app-acts.ts'
import { type Row, readBytes, readText } from './columns.ts'

/** Acts on the pictures of apps. */
export function prepareAppLogoActs({ database, group, changed }: AppActSurroundings): Pick<AppStore, 'setLogo' | 'findLogo'> {
  const selectDigest = database.prepare('SELECT logo FROM clients WHERE id = ? AND deleted_at IS NULL')
  const update = database.prepare('UPDATE clients SET logo = ? WHERE id = ?')
  const insert = database.prepare('INSERT INTO logos (digest, content_type, body) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING')
  const removeUnused = prepareRemoveUnusedLogo(database)
  const select = database.prepare('SELECT * FROM logos WHERE digest = ?')

  return {
    setLogo(clientId, logo) {
      return group.writeAll(() => {
        const before = selectDigest.get(clientId)
        if (before === undefined) return { outcome: 'unknown' as const }
        if (logo !== null) insert.run(logo.digest, logo.contentType, logo.body)
        update.run(logo?.digest ?? null, clientId)
        if (before.logo !== null && before.logo !== logo?.digest) removeUnused(readText(before, 'logo'))
        changed()
        return { outcome: 'set' as const }
      })
    },

    findLogo(digest) {
      return group.read(() => {
        const row = select.get(digest)
        return row === undefined ? undefined : readLogo(row)
      })
    },
  }
}

/** Prepares what deletes a logo that no app shows any more. */
export function prepareRemoveUnusedLogo(database: DatabaseSync): (digest: string) => void {
  const remove = database.prepare('DELETE FROM logos WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM clients WHERE logo = ?1)')
  return (digest) => {
    remove.run(digest)
  }
}

function readLogo(row: Row): AppLogo {
  return { digest: readText(row, 'digest'), contentType: 'image/webp', body: new Uint8Array(readBytes(row, 'body')) }
}
