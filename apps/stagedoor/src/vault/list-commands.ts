import { type ConnectionSummary, connectionKey, type Vault } from '@stagedoor/vault'
import type { Command, OptionValues } from '../commands/command.ts'
import { CommandError } from '../commands/command-error.ts'
import { showNext } from '../commands/page-options.ts'
import { readChoice } from '../commands/read-choice.ts'
import { formatMembers, formatTable, formatTime } from '../commands/table.ts'
import { defineVaultCommand, type Shown } from './define-vault-command.ts'
import { platformOption, userArgument } from './find-connection.ts'
import { findKeyIds } from './find-key-ids.ts'
import { readWhole } from './read-whole.ts'

const PAGE = 200
const STATES = ['connected', 'failing', 'reauthorization_required'] as const

export const list: Command = defineVaultCommand({
  name: 'vault list',
  summary: 'Lists connections, or counts them.',
  needsKeys: () => false,
  options: {
    platform: { value: '<id>', description: 'Only those to this platform.' },
    status: { value: `<${STATES.join('|')}>`, description: 'Only these; failing: connected, and the last refresh failed.' },
    count: { description: 'Shows how many there are, by platform and status.' },
    limit: { value: '<number>', description: 'How many at most, from 1 to 1000. Default: 50.' },
    after: { value: '<key>', description: 'Goes on after this one.' },
  },
  async run({ vault }, options) {
    const wanted = readWanted(options)
    return options.has('count') ? count(vault, wanted) : listPage(vault, wanted, options)
  },
})

export const show: Command = defineVaultCommand({
  name: 'vault show',
  summary: 'Shows what a person is connected to, and how that goes; never a token.',
  needsKeys: () => false,
  argument: userArgument,
  options: { platform: platformOption },
  async run({ vault, store }, options) {
    const platform = options.find('platform')
    const summaries = (await vault.list(options.argument)).filter((summary) => platform === undefined || summary.platform === platform)
    if (summaries.length === 0) throw new CommandError(`${JSON.stringify(options.argument)} is not connected. (not_connected)`)
    const shown = []
    for (const summary of summaries) {
      const record = await store.read(connectionKey(summary.userId, summary.platform))
      shown.push({ ...summary, keyIds: record === undefined ? [] : findKeyIds(record), dueAt: record?.dueAt ?? null })
    }
    return { json: { connections: shown }, text: shown.map(formatConnection).join('\n') }
  },
})

interface Wanted {
  readonly platform: string | undefined
  readonly status: (typeof STATES)[number] | undefined
}

function readWanted(options: OptionValues): Wanted {
  return { platform: options.find('platform'), status: readChoice(options, 'status', STATES) }
}

async function listPage(vault: Vault, wanted: Wanted, options: OptionValues): Promise<Shown> {
  const limit = readWhole(options, 'limit', { least: 1, most: 1000 }) ?? 50
  const found: ConnectionSummary[] = []
  // One more than is shown, to know whether there is more.
  for await (const summary of walk(vault, wanted, options.find('after'))) if (found.push(summary) > limit) break
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const next = found.length > limit && last !== undefined ? connectionKey(last.userId, last.platform).key : null
  const rows = shown.map((summary) => [
    summary.userId,
    summary.platform,
    stateOf(summary),
    summary.account?.handle ?? summary.account?.name ?? summary.account?.id ?? '-',
    formatTime(summary.expiresAt),
    formatTime(summary.health.refreshedAt),
  ])
  const table =
    rows.length === 0
      ? 'There are no such connections.\n'
      : formatTable(['USER', 'PLATFORM', 'STATUS', 'ACCOUNT', 'TOKEN UNTIL (UTC)', 'REFRESHED'], rows)
  return { json: { connections: shown, next }, text: table + showNext(next) }
}

async function count(vault: Vault, wanted: Wanted): Promise<Shown> {
  const counts = new Map<string, number>()
  for await (const summary of walk(vault, wanted)) {
    const name = `${summary.platform}\n${statusOf(summary)}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const json = [...counts].map(([name, connections]) => {
    const [platform = '', status = ''] = name.split('\n')
    return { platform, status, connections }
  })
  const rows = json.map(({ platform, status, connections }) => [platform, status, String(connections)])
  return {
    json: { counts: json },
    text: rows.length === 0 ? 'There are no such connections.\n' : formatTable(['PLATFORM', 'STATUS', 'CONNECTIONS'], rows),
  }
}

/** Keys begin with the platform, so that one platform's are together. */
async function* walk(vault: Vault, { platform, status }: Wanted, from?: string): AsyncGenerator<ConnectionSummary> {
  let after = from ?? (platform === undefined ? undefined : `${platform}/`)
  for (;;) {
    const { connections, next } = await vault.listAll({ limit: PAGE, ...(after !== undefined && { after }) })
    for (const summary of connections) {
      if (platform !== undefined && summary.platform !== platform) return
      if (status === undefined || statusOf(summary) === status) yield summary
    }
    if (next === null) return
    after = next
  }
}

function statusOf({ status, health }: ConnectionSummary): string {
  return status === 'connected' && health.failures > 0 ? 'failing' : status
}

function stateOf({ status, reason, health }: ConnectionSummary): string {
  if (status === 'connected') return health.failures > 0 ? `failing: ${health.failure ?? '-'} (${health.failures} in a row)` : status
  return reason === null ? status : `${status}: ${reason}`
}

function formatConnection(summary: ConnectionSummary & { readonly keyIds: readonly string[]; readonly dueAt: number | null }): string {
  const { account, health } = summary
  const failure = health.failure === null ? '' : `, ${health.failure}`
  return formatMembers({
    user: summary.userId,
    platform: summary.platform,
    status: stateOf(summary),
    kind: summary.kind ?? '-',
    account: account === null ? '-' : [account.handle ?? account.name ?? '', `(${account.id})`].join(' ').trim(),
    scope: summary.scope.join(' ') || '-',
    'connected (UTC)': formatTime(summary.connectedAt),
    'token until': formatTime(summary.expiresAt),
    refreshed: formatTime(health.refreshedAt),
    'last failure': formatTime(health.failedAt) + failure,
    'next attempt': formatTime(health.nextAttemptAt),
    due: formatTime(summary.dueAt),
    'sealed with': summary.keyIds.join(', ') || '-',
  })
}
