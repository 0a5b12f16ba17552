import type { AuditEntry } from '@stagedoor/server/ports'
import {
  array,
  boolean,
  description,
  exactOptional,
  type GenericSchema,
  integer,
  maxLength,
  nullable,
  number,
  picklist,
  pipe,
  record,
  regex,
  strictObject,
  string,
  union,
} from 'valibot'
import { seconds } from './fields.ts'
import { type AdminOperation, defineOperation } from './operation.ts'
import { limitParameter, readLimit } from './page-query.ts'

/** An entry of the audit log, as the admin API shows it. */
export type ShownAuditEntry = AuditEntry & { readonly id: number }

const auditEntry: GenericSchema<unknown, ShownAuditEntry> = strictObject({
  id: pipe(number(), integer()),
  at: seconds,
  actor: strictObject({ kind: picklist(['user', 'operator', 'server']), id: string() }),
  act: string(),
  target: strictObject({ kind: picklist(['user', 'client', 'grant', 'token', 'key', 'server']), id: string() }),
  detail: record(string(), nullable(union([string(), number(), boolean()]))),
  remoteAddress: nullable(string()),
})

const filter = (meaning: string) => exactOptional(pipe(string(), maxLength(200, 'is too long.'), description(meaning)))

/** `GET /audit`. */
export const listAuditOperation: AdminOperation<{ readonly entries: readonly ShownAuditEntry[]; readonly next: string | null }> =
  defineOperation({
    id: 'listAudit',
    method: 'GET',
    path: '/audit',
    access: 'read',
    summary: 'Lists who did what, newest first.',
    query: strictObject(
      {
        limit: exactOptional(limitParameter),
        before: exactOptional(pipe(string(), regex(/^\d{1,15}$/, 'must be a number.'), description('`next` of the page before.'))),
        actor: filter('Id of who did it.'),
        target: filter('Id of what it was done to.'),
        act: filter('Name of the act, as `app.created`.'),
      },
      'takes limit, before, actor, target and act.',
    ),
    answer: strictObject({ entries: array(auditEntry), next: nullable(string()) }),
    async run({ store }, { query }) {
      const limit = readLimit(query('limit'))
      const [before, actorId, targetId, act] = [query('before'), query('actor'), query('target'), query('act')]
      const entries = await store.audit.list({
        limit,
        ...(before !== undefined && { before: Number(before) }),
        ...(actorId !== undefined && { actorId }),
        ...(targetId !== undefined && { targetId }),
        ...(act !== undefined && { act }),
      })
      const last = entries.at(-1)
      return { entries, next: entries.length < limit || last === undefined ? null : String(last.id) }
    },
  })
