import type { DatabaseSync } from 'node:sqlite'
import type { Client, ClientStore } from '@stagedoor/server/ports'
import { findInteger, findText, type Row, readFlag, readInteger, readText, readWord, readWords, writeWords } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'
import type { RowMemory } from './row-memory.ts'

const APPLICATION_TYPES: readonly Client['applicationType'][] = ['web', 'native']
const AUTHENTICATION_METHODS: readonly Client['authenticationMethod'][] = ['none', 'client_secret_basic', 'client_secret_post']

/**
 * Keeps clients, and remembers those it read.
 *
 * The memory is dropped by every write to a client, and as soon as another connection has committed:
 * a client that an operator disables from a second process is disabled here in the next turn of the event loop.
 *
 * @param known - What is remembered, for whoever else changes clients.
 */
export function createClientStore(database: DatabaseSync, group: CommitGroup, known: RowMemory<Client>): ClientStore {
  const insert = database.prepare(`
    INSERT INTO clients (id, name, application_type, authentication_method, secret_digests, redirect_uris, scope, homepage, verified, created_at, disabled_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO NOTHING`)
  const select = database.prepare('SELECT * FROM clients WHERE id = ? AND deleted_at IS NULL')
  const selectAll = database.prepare('SELECT * FROM clients WHERE deleted_at IS NULL ORDER BY number')

  const find = (id: string): Client | undefined => {
    const row = select.get(id)
    if (row === undefined) return undefined
    const client = readClient(row)
    if (!group.isOpen) known.keep(id, client)
    return client
  }

  return {
    add(client) {
      return group.write(() => {
        const { changes } = insert.run(
          client.id,
          client.name,
          client.applicationType,
          client.authenticationMethod,
          JSON.stringify(client.secretDigests.map((digest) => Buffer.from(digest).toString('base64url'))),
          JSON.stringify(client.redirectUris),
          writeWords(client.scope),
          client.homepage,
          Number(client.verified),
          client.createdAt,
          client.disabledAt,
        )
        known.clear()
        return { outcome: changes === 1 ? ('added' as const) : ('id_taken' as const) }
      })
    },

    find(id) {
      return group.read(
        () => find(id),
        () => known.find(id),
      )
    },

    list() {
      return group.read(() => selectAll.all().map(readClient))
    },
  }
}

/** Reads a client from its row. */
export function readClient(row: Row): Client {
  return {
    id: readText(row, 'id'),
    name: readText(row, 'name'),
    applicationType: readWord(row, 'application_type', APPLICATION_TYPES),
    authenticationMethod: readWord(row, 'authentication_method', AUTHENTICATION_METHODS),
    secretDigests: readStrings(row, 'secret_digests').map((digest) => new Uint8Array(Buffer.from(digest, 'base64url'))),
    redirectUris: readStrings(row, 'redirect_uris'),
    scope: readWords(row, 'scope'),
    homepage: findText(row, 'homepage'),
    verified: readFlag(row, 'verified'),
    ...(row.logo !== null && { logo: readText(row, 'logo') }),
    createdAt: readInteger(row, 'created_at'),
    disabledAt: findInteger(row, 'disabled_at'),
  }
}

function readStrings(row: Row, column: string): readonly string[] {
  const value: unknown = JSON.parse(readText(row, column))
  if (!Array.isArray(value)) throw new TypeError(`Column ${column} is not a list.`)
  return value.map(String)
}
