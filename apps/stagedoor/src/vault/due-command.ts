import type { RefreshRound, VaultRecord } from '@stagedoor/vault'
import type { Command } from '../commands/command.ts'
import { formatTable, formatTime } from '../commands/table.ts'
import { waitForStopSignal } from '../commands/wait-for-stop-signal.ts'
import { checkKeys } from './check-keys.ts'
import { defineVaultCommand, type OpenedVault, type Shown } from './define-vault-command.ts'
import { checkRegistered } from './find-connection.ts'
import { INTERRUPTED } from './interrupted.ts'
import { readWhole } from './read-whole.ts'
import { showProgress } from './show-progress.ts'

const LOOKED_AT = 1000

export const due: Command = defineVaultCommand({
  name: 'vault due',
  summary: 'Lists what is to be refreshed, the longest due first; with --refresh it does so.',
  notes: [
    'Much that has been due for long means that nobody calls vault.refreshDue(). With --refresh this command may stand in for it, from cron.',
  ],
  needsKeys: (options) => options.has('refresh'),
  options: {
    within: { value: '<hours>', description: 'Also what is due in the next hours, from 1 to 8760.' },
    limit: { value: '<number>', description: 'How many at most, from 1 to 1000. Default: 50.' },
    refresh: { description: 'Refreshes all that is due now. Needs the keys, and your app’s registrations.' },
  },
  async run(opened, options) {
    if (options.has('refresh')) return refreshAll(opened, { isQuiet: options.has('json') })
    const hours = readWhole(options, 'within', { least: 1, most: 8760 }) ?? 0
    const limit = readWhole(options, 'limit', { least: 1, most: LOOKED_AT }) ?? 50
    const now = Math.floor(Date.now() / 1000)
    const found = await opened.store.due({ collection: 'connection', now: now + hours * 3600, limit: limit + 1 })
    const rows = found.slice(0, limit).map(({ owner, key, dueAt }) => ({ userId: owner, platform: platformOf(key), dueAt }))
    const more = found.length > limit
    const table = formatTable(
      ['USER', 'PLATFORM', 'DUE (UTC)'],
      rows.map(({ userId, platform, dueAt }) => [userId, platform, formatTime(dueAt)]),
    )
    return {
      json: { due: rows, more },
      text: rows.length === 0 ? 'Nothing is due.\n' : `${table}${more ? '\nThere is more: give a larger --limit.\n' : ''}`,
    }
  },
})

async function refreshAll(opened: OpenedVault, { isQuiet }: { readonly isQuiet: boolean }): Promise<Shown> {
  const stop = new AbortController()
  void waitForStopSignal().then(() => stop.abort())
  const total = { refreshed: 0, failed: 0, skipped: 0 }
  let more = true
  while (more && !stop.signal.aborted) {
    const round = await refreshSome(opened, { isQuiet, signal: stop.signal })
    for (const name of ['refreshed', 'failed', 'skipped'] as const) total[name] += round[name]
    more = round.more && round.refreshed + round.failed > 0
  }
  const counts = `Refreshed: ${total.refreshed}. Failed: ${total.failed}. Left to others: ${total.skipped}.\n`
  const interrupted = stop.signal.aborted
  const end = interrupted ? 'Interrupted: run it again, it goes on where it was.\n' : ''
  const hint = total.failed === 0 ? '' : 'Which: stagedoor vault list --status failing\n'
  const code = interrupted ? INTERRUPTED : total.failed === 0 ? 0 : 1
  return { json: { ...total, interrupted }, text: counts + end + hint, code }
}

/** Refreshes the longest due, as many as this command looks at in one go. */
async function refreshSome(
  opened: OpenedVault,
  { isQuiet, signal }: { readonly isQuiet: boolean; readonly signal: AbortSignal },
): Promise<RefreshRound> {
  const { vault, store } = opened
  const records = await store.due({ collection: 'connection', now: Math.floor(Date.now() / 1000), limit: LOOKED_AT })
  checkAble(opened, records)
  if (records.length === 0) return vault.refreshDue({ signal })
  const progress = showProgress(records.length, { isQuiet })
  let done = 0
  const onOne = (): void => progress.update(++done)
  const unheard = (['refreshed', 'refresh_failed', 'reauthorization_required', 'record_unreadable'] as const).map((name) =>
    vault.on(name, onOne),
  )
  try {
    return await vault.refreshDue({ limit: LOOKED_AT, signal })
  } finally {
    for (const leave of unheard) leave()
    progress.end()
  }
}

/** What this command could not refresh it would put off for an hour, for everybody: it had better not begin. */
function checkAble(opened: OpenedVault, records: readonly VaultRecord[]): void {
  checkRegistered(
    opened,
    records.map(({ key }) => platformOf(key)),
  )
  checkKeys(opened, records)
}

function platformOf(key: string): string {
  return key.slice(0, key.indexOf('/'))
}
