import { randomBytes } from 'node:crypto'
import { createKeyText, type VaultStore } from '@stagedoor/vault'
import type { Command } from '../commands/command.ts'
import { formatTable } from '../commands/table.ts'
import { UsageError } from '../commands/usage-error.ts'
import { waitForStopSignal } from '../commands/wait-for-stop-signal.ts'
import { defineVaultCommand, type OpenedVault, type Shown } from './define-vault-command.ts'
import { findKeyIds } from './find-key-ids.ts'
import { INTERRUPTED } from './interrupted.ts'
import { showProgress } from './show-progress.ts'

const PAGE = 500

export const newKey: Command = {
  name: 'vault new-key',
  summary: 'Makes a key for STAGEDOOR_VAULT_KEYS.',
  notes: ['Nothing of it is kept: put it where your app gets its secrets, and a copy where the backups of the database are not.'],
  options: {
    id: { value: '<name>', description: 'What stands before the key; never used twice. Default: random.' },
    json: { description: 'Writes JSON for a program.' },
  },
  async run(options) {
    const [drawn = '', key = ''] = createKeyText(randomBytes).split(':')
    const id = options.find('id') ?? drawn
    if (!/^[\w-]{1,64}$/.test(id)) throw new UsageError('--id takes up to 64 letters, digits, "-" and "_".')
    process.stdout.write(options.has('json') ? `${JSON.stringify({ id, key: `${id}:${key}` })}\n` : `${id}:${key}\n`)
    if (process.stderr.isTTY) process.stderr.write(HOW_TO_CHANGE)
    return 0
  },
}

const HOW_TO_CHANGE = `
The first key of a vault: STAGEDOOR_VAULT_KEYS=<this>.
To change the key of one: start your app everywhere with <old>,<this>, then with <this>,<old>, then run
  stagedoor vault rotate-keys
and take the old one out when it says so.
`

export const rotateKeys: Command = defineVaultCommand({
  name: 'vault rotate-keys',
  summary: 'Seals every token with the first key of STAGEDOOR_VAULT_KEYS.',
  notes: [
    'Your app goes on working meanwhile. Ctrl-C ends it between two records; run it again, and it goes on where it was.',
    'Ends with 0 when no other key is in use any more, with 1 when one is, with 130 when it was interrupted.',
  ],
  needsKeys: () => true,
  options: { check: { description: 'Seals nothing: says which keys are in use.' } },
  async run(opened, options) {
    const before = await countKeys(opened.store)
    return options.has('check') ? showUse(opened, before) : rotate(opened, before, { isQuiet: options.has('json') })
  },
})

/** How many records are sealed with which key. */
interface KeyUse {
  readonly total: number
  readonly byKey: ReadonlyMap<string, number>
}

async function countKeys(store: VaultStore): Promise<KeyUse> {
  const byKey = new Map<string, number>()
  let total = 0
  for (const collection of ['connection', 'attempt'] as const) {
    for (let after: string | undefined; ; ) {
      const page = await store.list({ collection, limit: PAGE, ...(after !== undefined && { after }) })
      total += page.length
      for (const id of page.flatMap(findKeyIds)) byKey.set(id, (byKey.get(id) ?? 0) + 1)
      after = page.at(-1)?.key
      if (page.length < PAGE) break
    }
  }
  return { total, byKey }
}

function showUse({ keyIds }: OpenedVault, { byKey }: KeyUse): Shown {
  const ids = [...new Set([...keyIds, ...byKey.keys()])]
  const keys = ids.map((id) => ({ id, state: stateOf(id, keyIds), records: byKey.get(id) ?? 0 }))
  const table = formatTable(
    ['KEY', 'STATE', 'RECORDS'],
    keys.map(({ id, state, records }) => [id, state, String(records)]),
  )
  const [, ...others] = keys
  const missing = keys.some(({ state }) => state === 'missing')
  const advice = missing
    ? 'A key that is in use is not in STAGEDOOR_VAULT_KEYS: put it back, behind the others.\n'
    : others.some(({ records }) => records > 0)
      ? 'stagedoor vault rotate-keys seals the rest with the first.\n'
      : 'The first alone is in use: take out the others, when all your processes have it first.\n'
  return { json: { keys }, text: others.length === 0 ? table : `${table}\n${advice}`, code: missing ? 1 : 0 }
}

function stateOf(id: string, [current, ...others]: readonly string[]): 'current' | 'old' | 'missing' {
  if (id === current) return 'current'
  return others.includes(id) ? 'old' : 'missing'
}

async function rotate({ vault, store, keyIds }: OpenedVault, before: KeyUse, { isQuiet }: { readonly isQuiet: boolean }): Promise<Shown> {
  const stop = new AbortController()
  void waitForStopSignal().then(() => stop.abort())
  const progress = showProgress(before.total, { isQuiet })
  let done = 0
  const onProgress = (count: number): void => {
    done = count
    progress.update(done)
  }
  const rotation = await vault.rotateKeys({ onProgress, signal: stop.signal }).finally(() => progress.end())
  if (stop.signal.aborted && done < before.total) {
    const unseen = before.total - done
    const text = `Interrupted. Sealed anew: ${rotation.resealed}. Not looked at yet: ${unseen}. Run it again: it goes on where it was.\n`
    return { json: { ...rotation, interrupted: true, unseen }, text, code: INTERRUPTED }
  }
  const left = [...(await countKeys(store)).byKey].filter(([id]) => id !== keyIds[0])
  const keysLeft = left.map(([id, records]) => ({ id, records }))
  return {
    json: { ...rotation, interrupted: false, keysLeft },
    text: describe(rotation, { keyIds, left }),
    code: keysLeft.length === 0 ? 0 : 1,
  }
}

function describe(
  { resealed, unreadable }: { readonly resealed: number; readonly unreadable: number },
  { keyIds: [current = '', ...old], left }: { readonly keyIds: readonly string[]; readonly left: readonly (readonly [string, number])[] },
): string {
  const first = `Sealed anew with ${current}: ${resealed}.`
  if (left.length === 0) {
    const goodbye = old.length === 0 ? '' : ` Nothing is sealed with ${old.join(', ')} any more: take it out of STAGEDOOR_VAULT_KEYS.`
    return `${first}${goodbye}\n`
  }
  const rest = left.map(([id, records]) => `  ${id}: ${records}`).join('\n')
  const why =
    unreadable > 0
      ? `${unreadable} of them no key opens, and they were left as they are: put their key back, behind the others. What is left for good: disconnect --erase-only.`
      : 'A process of yours still seals with it: start that with the new key first, and run this again.'
  return `${first} Sealed with another key, still:\n${rest}\n${why}\n`
}
