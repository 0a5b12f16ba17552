import { setTimeout } from 'node:timers/promises'
import type { AdminClient } from '../admin/admin-client.ts'
import { listAuditOperation, type ShownAuditEntry } from '../admin/audit-operations.ts'
import { defineAdminCommand, type Shown } from './admin-command.ts'
import type { Command, OptionValues } from './command.ts'
import { readQuery } from './page-options.ts'
import { formatTable, formatTime, showText } from './table.ts'

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
    follow: { description: 'Shows the newest, then what comes, until Ctrl-C; with --json a line for each.' },
  },
  async run(client, options) {
    const json = await client.call(listAuditOperation, { query: readQuery(options, ['actor', 'target', 'act', 'limit', 'before']) })
    const table =
      json.entries.length === 0 ? 'Nothing was done.\n' : formatTable(['WHEN (UTC)', 'WHO', 'ACT', 'TO', 'DETAIL'], json.entries.map(toRow))
    return { json, text: json.next === null ? table : `${table}\nMore: --before ${json.next}\n` }
  },
  follow: followEntries,
})

const SHOWN_AT_FIRST = 10
const PAUSE_MS = 1000

async function* followEntries(client: AdminClient, options: OptionValues): AsyncGenerator<Shown> {
  const query = { ...readQuery(options, ['actor', 'target', 'act']), limit: '100' }
  const shown = new Set<number>()
  for (let isFirst = true; ; isFirst = false) {
    const { entries } = await client.call(listAuditOperation, { query })
    for (const entry of entries.slice(0, isFirst ? SHOWN_AT_FIRST : 100).toReversed()) {
      if (!shown.has(entry.id)) yield { json: entry, text: `${toRow(entry).map(showText).join('  ')}\n` }
    }
    shown.clear()
    for (const { id } of entries) shown.add(id)
    await setTimeout(PAUSE_MS)
  }
}

function toRow(entry: ShownAuditEntry): readonly string[] {
  return [formatTime(entry.at), nameOf(entry.actor), entry.act, nameOf(entry.target), describe(entry)]
}

function nameOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return kind === id ? kind : `${kind} ${id}`
}

function describe({ detail, remoteAddress }: ShownAuditEntry): string {
  const parts = Object.entries(detail).map(([name, value]) => `${name}=${String(value)}`)
  return [...parts, ...(remoteAddress === null ? [] : [`from ${remoteAddress}`])].join(' ')
}
