import type { DatabaseSync } from 'node:sqlite'
import {
  type EpochSeconds,
  KEPT_SIGN_IN_SECONDS,
  KEPT_SIGN_INS,
  type LoggedSteps,
  type SignInFacts,
  type SignInLogStore,
  type SignInStation,
  type SignInStep,
} from '@stagedoor/server/ports'
import { type Row, readText, readWord } from './columns.ts'
import type { CommitGroup } from './commit-group.ts'

const KINDS: readonly LoggedSteps['kind'][] = ['failed', 'signed_in', 'refreshed']
const STATIONS: readonly SignInStation[] = [
  'authorization',
  'sign_in',
  'consent',
  'code',
  'token',
  'refresh',
  'revocation',
  'device',
  'api',
]
const VERIFIERS: readonly NonNullable<SignInFacts['verifier']>[] = ['malformed', 'challenge', 'other', 'missing', 'unasked']

/** Keeps the recent sign-ins of each app, and no more of them than it has room for. */
export function createSignInLogStore(database: DatabaseSync, group: CommitGroup): SignInLogStore {
  const insert = database.prepare(`
    INSERT INTO sign_in_log (id, client_number, kind, at, keys, steps)
    SELECT ?1, number, ?3, ?4, ?5, ?6 FROM clients WHERE id = ?2`)
  const prune = database.prepare(`
    DELETE FROM sign_in_log WHERE number IN (
      SELECT number FROM sign_in_log WHERE client_number = (SELECT number FROM clients WHERE id = ?) AND kind = ?
      ORDER BY number DESC LIMIT -1 OFFSET ?
    )`)
  // Of each reason the newest stays longest: whoever makes one kind of failure by the thousand pushes out no other.
  const pruneFailed = database.prepare(`
    DELETE FROM sign_in_log WHERE number IN (
      SELECT number FROM (
        SELECT number, row_number() OVER (PARTITION BY json_extract(steps, '$[#-1].reason') ORDER BY number DESC) AS place
        FROM sign_in_log WHERE client_number = (SELECT number FROM clients WHERE id = ?) AND kind = ?
      ) ORDER BY place, number DESC LIMIT -1 OFFSET ?
    )`)
  const select = database.prepare(`
    SELECT clients.id AS client_id, sign_in_log.* FROM sign_in_log JOIN clients ON clients.number = sign_in_log.client_number
    WHERE clients.id = ? AND sign_in_log.at > ? ORDER BY sign_in_log.number`)

  return {
    append(entries) {
      return group.writeAll(() => {
        const grown = new Map<string, Pick<LoggedSteps, 'clientId' | 'kind'>>()
        for (const { id, clientId, kind, keys, steps } of entries) {
          const at = Math.floor((steps[0]?.at ?? 0) / 1000)
          insert.run(id, clientId, kind, at, JSON.stringify(keys), JSON.stringify(steps))
          grown.set(`${kind} ${clientId}`, { clientId, kind })
        }
        for (const { clientId, kind } of grown.values()) {
          const statement = kind === 'failed' ? pruneFailed : prune
          statement.run(clientId, kind, KEPT_SIGN_INS[kind])
        }
      })
    },

    list(clientId, now) {
      return group.read(() => select.all(clientId, now - KEPT_SIGN_IN_SECONDS).map(readEntry))
    },
  }
}

/** Prepares the deletion of at most `limit` entries that are old enough; it tells how many went. The front of the table is looked at, no more. */
export function prepareDeleteOldSignIns(database: DatabaseSync): (now: EpochSeconds, limit: number) => number {
  const remove = database.prepare(`
    DELETE FROM sign_in_log WHERE number IN (
      SELECT number FROM (SELECT number, at FROM sign_in_log ORDER BY number LIMIT ?2) WHERE at <= ?1
    )`)
  return (now, limit) => Number(remove.run(now - KEPT_SIGN_IN_SECONDS, limit).changes)
}

function readEntry(row: Row): LoggedSteps {
  const keys: unknown = JSON.parse(readText(row, 'keys'))
  const steps: unknown = JSON.parse(readText(row, 'steps'))
  return {
    id: readText(row, 'id'),
    clientId: readText(row, 'client_id'),
    kind: readWord(row, 'kind', KINDS),
    keys: Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [],
    steps: Array.isArray(steps) ? steps.map(readStep) : [],
  }
}

function readStep(value: unknown): SignInStep {
  const step = membersOf(value)
  const { at, reason, error, facts } = step
  return {
    station: STATIONS.find((station) => station === step['station']) ?? 'authorization',
    at: typeof at === 'number' ? at : 0,
    ...(typeof reason === 'string' && { reason }),
    ...(typeof error === 'string' && { error }),
    ...(facts !== undefined && { facts: readFacts(facts) }),
  }
}

function readFacts(value: unknown): SignInFacts {
  const { sent, expected, missing, secondsLate, verifier } = membersOf(value)
  const knownVerifier = VERIFIERS.find((known) => known === verifier)
  return {
    ...(typeof sent === 'string' && { sent }),
    ...(typeof expected === 'string' && { expected }),
    ...(typeof missing === 'string' && { missing }),
    ...(typeof secondsLate === 'number' && { secondsLate }),
    ...(knownVerifier !== undefined && { verifier: knownVerifier }),
  }
}

function membersOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
