import { listAuditOperation, type ShownAuditEntry } from '../admin/audit-operations.ts'
import { defineAdminCommand } from './admin-command.ts'
import type { Command } from './command.ts'
import { readQuery } from './page-options.ts'
import { formatTable, formatTime } from './table.ts'

/** `stagedoor audit`: who did what. */
export const audit: Command = defineAdminCommand({
  name: 'audit',
  summary: 'Lists who did what on a served platform, newest first. Nobody can change it; it is kept for 400 days.',
  options: {
    actor: { value: '<id>', description: 'Only what this person or operator did.' },
    target: { value: '<id>', description: 'Only what was done to this account, app or key.' },
    act: { value: '<name>', description: 'Only this act: app.created, user.disabled, keys.rotated, …' },
    limit: { value: '<number>', description: 'How many at most, from 1 to 100. Default: 50.' },
    before: { value: '<number>', description: 'Goes on before this one.' },
  },
  async run(client, options) {
    const json = await client.call(listAuditOperation, { query: readQuery(options, ['actor', 'target', 'act', 'limit', 'before']) })
    const rows = json.entries.map((entry) => [formatTime(entry.at), nameOf(entry.actor), entry.act, nameOf(entry.target), describe(entry)])
    const table = rows.length === 0 ? 'Nothing was done.\n' : formatTable(['WHEN (UTC)', 'WHO', 'ACT', 'TO', 'DETAIL'], rows)
    return { json, text: json.next === null ? table : `${table}\nMore: --before ${json.next}\n` }
  },
})

function nameOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return kind === id ? kind : `${kind} ${id}`
}

function describe({ detail, remoteAddress }: ShownAuditEntry): string {
  const parts = Object.entries(detail).map(([name, value]) => `${name}=${String(value)}`)
  return [...parts, ...(remoteAddress === null ? [] : [`from ${remoteAddress}`])].join(' ')
}
