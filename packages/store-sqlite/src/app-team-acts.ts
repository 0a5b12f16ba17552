import type { DatabaseSync } from 'node:sqlite'
import type { AppMember, AppRole, AppTeamStore, ReceivedInvitation } from '@stagedoor/server/ports'
import type { AppActSurroundings } from './app-acts.ts'
import { findText, type Row, readInteger, readText, readWord } from './columns.ts'
import { foldUsername } from './user-store.ts'

const ROLES: readonly AppRole[] = ['owner', 'developer']

const CLIENT = '(SELECT number FROM clients WHERE id = ?1 AND deleted_at IS NULL)'
const USER = '(SELECT number FROM users WHERE id = ?2)'
/** Holds for every member but the only owner with an account that may do something. */
const LEAVES_AN_OWNER = `(role = 'developer' OR EXISTS (
  SELECT 1 FROM client_members AS others JOIN users ON users.number = others.user_number
  WHERE others.client_number = client_members.client_number AND others.user_number <> client_members.user_number
    AND others.role = 'owner' AND users.disabled_at IS NULL))`

/** Acts on the teams of apps. */
export function prepareAppTeamActs(surroundings: AppActSurroundings): AppTeamStore {
  return { ...prepareMemberActs(surroundings), ...prepareInvitationActs(surroundings) }
}

/** Prepares the list of apps that would have no owner left without this person. */
export function prepareListOwnedAlone(
  database: DatabaseSync,
): (userId: string) => readonly { readonly clientId: string; readonly name: string }[] {
  const select = database.prepare(`
    SELECT clients.id, clients.name FROM client_members JOIN clients ON clients.number = client_members.client_number
    WHERE client_members.user_number = (SELECT number FROM users WHERE id = ?) AND clients.deleted_at IS NULL AND NOT ${LEAVES_AN_OWNER}
    ORDER BY clients.number`)
  return (userId) => select.all(userId).map((row) => ({ clientId: readText(row, 'id'), name: readText(row, 'name') }))
}

type MemberActs = Pick<AppTeamStore, 'listMembers' | 'listOwnedAlone' | 'addMember' | 'changeRole' | 'removeMember'>

function prepareMemberActs({ database, group }: AppActSurroundings): MemberActs {
  const select = database.prepare(`
    SELECT users.id AS user_id, users.username, users.name AS user_name, client_members.role, client_members.added_at
    FROM client_members JOIN users ON users.number = client_members.user_number
    WHERE client_members.client_number = ${CLIENT} ORDER BY client_members.role DESC, client_members.added_at, users.number`)
  const ownedAlone = prepareListOwnedAlone(database)
  const isMember = database.prepare(`SELECT 1 FROM client_members WHERE client_number = ${CLIENT} AND user_number = ${USER}`)
  const insert = database.prepare(`
    INSERT INTO client_members (client_number, user_number, role, added_at)
    SELECT clients.number, users.number, ?3, ?4 FROM clients, users WHERE clients.number = ${CLIENT} AND users.number = ${USER}
    ON CONFLICT DO NOTHING`)
  const update = database.prepare(`
    UPDATE client_members SET role = ?3 WHERE client_number = ${CLIENT} AND user_number = ${USER} AND (?3 = 'owner' OR ${LEAVES_AN_OWNER})`)
  const remove = database.prepare(
    `DELETE FROM client_members WHERE client_number = ${CLIENT} AND user_number = ${USER} AND ${LEAVES_AN_OWNER}`,
  )
  const whyNot = (clientId: string, userId: string): { outcome: 'last_owner' } | { outcome: 'unknown' } =>
    isMember.get(clientId, userId) === undefined ? { outcome: 'unknown' } : { outcome: 'last_owner' }

  return {
    listMembers(clientId) {
      return group.read(() => select.all(clientId).map(readMember))
    },

    listOwnedAlone(userId) {
      return group.read(() => ownedAlone(userId))
    },

    addMember(clientId, { userId, role, addedAt }) {
      return group.write(() => {
        if (insert.run(clientId, userId, role, addedAt).changes === 1) return { outcome: 'added' as const }
        return { outcome: isMember.get(clientId, userId) === undefined ? ('unknown' as const) : ('member_already' as const) }
      })
    },

    changeRole(clientId, userId, role) {
      return group.write(() =>
        update.run(clientId, userId, role).changes === 1 ? { outcome: 'changed' as const } : whyNot(clientId, userId),
      )
    },

    removeMember(clientId, userId) {
      return group.write(() => (remove.run(clientId, userId).changes === 1 ? { outcome: 'removed' as const } : whyNot(clientId, userId)))
    },
  }
}

function prepareInvitationActs({ database, group }: AppActSurroundings): Omit<AppTeamStore, keyof MemberActs> {
  const columns = 'client_invitations.invitee, client_invitations.role, client_invitations.created_at, client_invitations.expires_at'
  const selectOfApp = database.prepare(`
    SELECT ${columns} FROM client_invitations WHERE client_number = ${CLIENT} AND expires_at > ?2 ORDER BY created_at, invitee_folded`)
  const countOthers = database.prepare(`
    SELECT count(*) AS others FROM client_invitations WHERE client_number = ${CLIENT} AND invitee_folded <> ?2 AND expires_at > ?3`)
  const upsert = database.prepare(`
    INSERT INTO client_invitations (client_number, invitee_folded, invitee, role, invited_by, created_at, expires_at)
    SELECT clients.number, ?3, ?4, ?5, users.number, ?6, ?7 FROM clients, users WHERE clients.number = ${CLIENT} AND users.number = ${USER}
    ON CONFLICT (client_number, invitee_folded) DO UPDATE SET
      invitee = excluded.invitee, role = excluded.role, invited_by = excluded.invited_by,
      created_at = excluded.created_at, expires_at = excluded.expires_at`)
  const removeExpired = database.prepare(`DELETE FROM client_invitations WHERE client_number = ${CLIENT} AND expires_at <= ?2`)
  const remove = database.prepare(`DELETE FROM client_invitations WHERE client_number = ${CLIENT} AND invitee_folded = ?2`)
  const named = '(SELECT value FROM json_each(?1))'
  const selectReceived = database.prepare(`
    SELECT ${columns}, clients.id AS client_id, clients.name AS app_name, users.username AS invited_by_name
    FROM client_invitations JOIN clients ON clients.number = client_invitations.client_number
    LEFT JOIN users ON users.number = client_invitations.invited_by AND users.disabled_at IS NULL
    WHERE invitee_folded IN ${named} AND expires_at > ?2 AND clients.deleted_at IS NULL ORDER BY client_invitations.created_at`)
  const take = database.prepare(`
    DELETE FROM client_invitations WHERE client_number = (SELECT number FROM clients WHERE id = ?2 AND deleted_at IS NULL)
      AND invitee_folded IN ${named} AND expires_at > ?3
    RETURNING role`)
  // Who is in the team already keeps the better of two roles.
  const join = database.prepare(`
    INSERT INTO client_members (client_number, user_number, role, added_at)
    SELECT clients.number, users.number, ?3, ?4 FROM clients, users WHERE clients.number = ${CLIENT} AND users.number = ${USER}
    ON CONFLICT DO UPDATE SET role = max(role, excluded.role)`)

  return {
    listInvitations(clientId, now) {
      return group.read(() => selectOfApp.all(clientId, now).map(readInvitation))
    },

    invite(clientId, { invitee, role, invitedById, createdAt, expiresAt }, limit) {
      return group.writeAll(() => {
        const folded = foldUsername(invitee)
        removeExpired.run(clientId, createdAt)
        if (readInteger(countOthers.get(clientId, folded, createdAt) ?? {}, 'others') >= limit) return { outcome: 'too_many' as const }
        const { changes } = upsert.run(clientId, invitedById, folded, invitee, role, createdAt, expiresAt)
        return { outcome: changes === 1 ? ('invited' as const) : ('unknown' as const) }
      })
    },

    withdrawInvitation(clientId, invitee) {
      return group.write(() => {
        const { changes } = remove.run(clientId, foldUsername(invitee))
        return { outcome: changes === 1 ? ('withdrawn' as const) : ('unknown' as const) }
      })
    },

    listReceived(names, now) {
      return group.read(() => selectReceived.all(JSON.stringify(names.map(foldUsername)), now).map(readReceived))
    },

    answerInvitation(clientId, { names, userId, accepts, at }) {
      return group.writeAll(() => {
        const [first, ...others] = take.all(JSON.stringify(names.map(foldUsername)), clientId, at).map(readRole)
        if (first === undefined) return { outcome: 'unknown' as const }
        if (!accepts) return { outcome: 'declined' as const }
        join.run(clientId, userId, others.includes('owner') ? 'owner' : first, at)
        return { outcome: 'joined' as const }
      })
    },
  }
}

/** Reads the role of a row of a team. */
export function readRole(row: Row): AppRole {
  return readWord(row, 'role', ROLES)
}

function readMember(row: Row): AppMember {
  return {
    userId: readText(row, 'user_id'),
    username: readText(row, 'username'),
    name: readText(row, 'user_name'),
    role: readRole(row),
    addedAt: readInteger(row, 'added_at'),
  }
}

function readInvitation(row: Row): Pick<ReceivedInvitation, 'invitee' | 'role' | 'createdAt' | 'expiresAt'> {
  return {
    invitee: readText(row, 'invitee'),
    role: readRole(row),
    createdAt: readInteger(row, 'created_at'),
    expiresAt: readInteger(row, 'expires_at'),
  }
}

function readReceived(row: Row): ReceivedInvitation {
  return {
    ...readInvitation(row),
    clientId: readText(row, 'client_id'),
    appName: readText(row, 'app_name'),
    invitedBy: findText(row, 'invited_by_name'),
  }
}
