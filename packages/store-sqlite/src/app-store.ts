import type { DatabaseSync } from 'node:sqlite'
import type { App, AppStore, Client } from '@stagedoor/server/ports'
import type { AccessTokenMemory } from './access-token-memory.ts'
import { type AppActSurroundings, encodeDigest } from './app-acts.ts'
import { prepareAppLogoActs } from './app-logo-acts.ts'
import { prepareAppSecretActs } from './app-secret-acts.ts'
import { prepareAppTeamActs, readRole } from './app-team-acts.ts'
import { readClient } from './client-store.ts'
import { type Row, readFlag, readInteger, writeWords } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import { prepareDeleteApp } from './delete-app.ts'
import type { RowMemory } from './row-memory.ts'

/** What is remembered of clients and their tokens, to be forgotten by whoever changes them. */
export interface ClientMemories {
  readonly clients: RowMemory<Client>
  readonly accessTokens: AccessTokenMemory
}

/** Keeps apps, for the people who make them. */
export function createAppStore(database: DatabaseSync, group: CommitGroup, memories: ClientMemories): AppStore {
  const changed = (): void => memories.clients.clear()
  const surroundings = { database, group, changed }
  return {
    ...prepareAppActs(surroundings),
    ...prepareAppLogoActs(surroundings),
    ...prepareAppSecretActs(surroundings),
    ...prepareAppTeamActs(surroundings),
    ...prepareDeleteApp(surroundings, memories.accessTokens),
    ...prepareSetDisabled(surroundings, memories.accessTokens),
  }
}

function prepareAppActs({
  database,
  group,
  changed,
}: AppActSurroundings): Pick<AppStore, 'create' | 'find' | 'findOwn' | 'listOwn' | 'listPublic' | 'update'> {
  const insert = database.prepare(`
    INSERT INTO clients (id, name, application_type, authentication_method, secret_digests, redirect_uris, scope, homepage, verified, created_at, disabled_at, listed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO NOTHING RETURNING number`)
  const insertSecret = database.prepare(
    'INSERT INTO client_secrets (client_number, digest, label, ending, created_at) VALUES (?, ?, ?, ?, ?)',
  )
  const insertOwner = database.prepare(`
    INSERT INTO client_members (client_number, user_number, role, added_at) VALUES (?, (SELECT number FROM users WHERE id = ?), 'owner', ?)`)
  const countOwned = database.prepare(`
    SELECT count(*) AS owned FROM client_members WHERE role = 'owner' AND user_number = (SELECT number FROM users WHERE id = ?)`)
  const select = database.prepare('SELECT * FROM clients WHERE id = ? AND deleted_at IS NULL')
  const ownApps = `
    SELECT clients.*, client_members.role FROM client_members JOIN clients ON clients.number = client_members.client_number
    WHERE client_members.user_number = (SELECT number FROM users WHERE id = ?1) AND clients.deleted_at IS NULL`
  const selectOwn = database.prepare(`${ownApps} AND clients.id = ?2`)
  const selectAllOwn = database.prepare(`${ownApps} ORDER BY clients.created_at DESC, clients.number DESC`)
  const selectPublic = database.prepare(
    'SELECT * FROM clients WHERE listed = 1 AND disabled_at IS NULL AND deleted_at IS NULL ORDER BY name COLLATE NOCASE, number LIMIT ?',
  )
  const update = database.prepare(`
    UPDATE clients SET name = ?3, homepage = ?4, redirect_uris = ?5, scope = ?6, application_type = ?7, listed = ?8, version = version + 1
    WHERE id = ?1 AND version = ?2 AND deleted_at IS NULL RETURNING *`)
  const readWhenFound = (row: Row | undefined): App | undefined => (row === undefined ? undefined : readApp(row))

  return {
    create({ client, listed, ownerId, secret }, limit) {
      return group.writeAll(() => {
        if (ownerId !== null && readInteger(countOwned.get(ownerId) ?? {}, 'owned') >= limit) return { outcome: 'too_many' as const }
        const digests = secret === null ? [] : [encodeDigest(secret.digest)]
        const row = insert.get(
          ...[client.id, client.name, client.applicationType, client.authenticationMethod, JSON.stringify(digests)],
          ...[JSON.stringify(client.redirectUris), writeWords(client.scope), client.homepage, Number(client.verified)],
          ...[client.createdAt, client.disabledAt, Number(listed)],
        )
        if (row === undefined) return { outcome: 'id_taken' as const }
        const number = readInteger(row, 'number')
        if (ownerId !== null) insertOwner.run(number, ownerId, client.createdAt)
        if (secret !== null) insertSecret.run(number, encodeDigest(secret.digest), secret.label, secret.ending, secret.createdAt)
        changed()
        return { outcome: 'created' as const }
      })
    },

    find(clientId) {
      return group.read(() => readWhenFound(select.get(clientId)))
    },

    findOwn(clientId, userId) {
      return group.read(() => {
        const row = selectOwn.get(userId, clientId)
        return row === undefined ? undefined : { app: readApp(row), role: readRole(row) }
      })
    },

    listOwn(userId) {
      return group.read(() => selectAllOwn.all(userId).map((row) => ({ app: readApp(row), role: readRole(row) })))
    },

    listPublic(limit) {
      return group.read(() => selectPublic.all(limit).map(readApp))
    },

    update(clientId, version, { name, homepage, redirectUris, scope, applicationType, listed }) {
      return group.write(() => {
        const texts = [name, homepage, JSON.stringify(redirectUris), writeWords(scope), applicationType]
        const row = update.get(clientId, version, ...texts, Number(listed))
        changed()
        if (row !== undefined) return { outcome: 'updated' as const, app: readApp(row) }
        const app = readWhenFound(select.get(clientId))
        return app === undefined ? { outcome: 'unknown' as const } : { outcome: 'changed_meanwhile' as const, app }
      })
    },
  }
}

function prepareSetDisabled(
  { database, group, changed }: AppActSurroundings,
  accessTokens: AccessTokenMemory,
): Pick<AppStore, 'setDisabled'> {
  const update = database.prepare('UPDATE clients SET disabled_at = ? WHERE id = ? AND deleted_at IS NULL')
  return {
    setDisabled(clientId, at) {
      return group.write(() => {
        const { changes } = update.run(at, clientId)
        changed()
        accessTokens.clear()
        return { outcome: changes === 1 ? ('set' as const) : ('unknown' as const) }
      })
    },
  }
}

/** Reads an app from a row of its table. */
export function readApp(row: Row): App {
  return { client: readClient(row), version: readInteger(row, 'version'), listed: readFlag(row, 'listed') }
}
