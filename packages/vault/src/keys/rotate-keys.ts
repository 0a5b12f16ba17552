import { drawName } from '../connections/connection-records.ts'
import { parseBody } from '../ports/parse-body.ts'
import type { Collection, VaultRecord } from '../ports/vault-store.ts'
import type { KeyRotation } from '../vault.ts'
import type { VaultContext } from '../vault-context.ts'
import { VaultError } from '../vault-error.ts'

/** Which members of a body are sealed texts; the name is the column that is authenticated with it. */
const SEALED_COLUMNS: Readonly<Record<Collection, readonly string[]>> = {
  connection: ['accessToken', 'refreshToken'],
  attempt: ['pending'],
  session: [],
}
const PAGE = 100

interface RotationOptions {
  readonly onProgress?: (done: number) => void
  readonly signal?: AbortSignal
}

/** Seals with the current key what is sealed with another one. What is current already is passed over, so an interrupted run goes on. */
export async function rotateKeys(context: VaultContext, { onProgress, signal }: RotationOptions = {}): Promise<KeyRotation> {
  const counts = { resealed: 0, unreadable: 0 }
  let done = 0
  for (const collection of ['connection', 'attempt'] as const) {
    let after: string | undefined
    for (;;) {
      const page = await context.store.list({ collection, limit: PAGE, ...(after !== undefined && { after }) })
      for (const record of page) {
        if (signal?.aborted === true) return counts
        const result = await resealRecord(context, record)
        if (result !== 'current') counts[result]++
        onProgress?.(++done)
        // A store that answers at once would leave no turn to anybody else: requests, timers, Ctrl-C.
        await new Promise((resolve) => setImmediate(resolve))
      }
      after = page.at(-1)?.key
      if (page.length < PAGE) break
    }
  }
  return counts
}

/** Seals one record anew, whoever else writes it meanwhile. */
async function resealRecord(context: VaultContext, listed: VaultRecord): Promise<'resealed' | 'unreadable' | 'current'> {
  let record: VaultRecord | undefined = listed
  for (;;) {
    if (record === undefined) return 'current'
    try {
      const body = await resealBody(context, record)
      if (body === undefined) return 'current'
      if (await context.store.write({ ...record, version: drawName(context), body }, record.version)) return 'resealed'
    } catch (error) {
      if (!(error instanceof VaultError) || error.retryable) throw error
      context.log({ reason: 'record_unreadable', key: record.key, error })
      return 'unreadable'
    }
    record = await context.store.read({ collection: listed.collection, key: listed.key })
  }
}

/** `undefined`: nothing in it is of another key. */
async function resealBody({ sealer }: VaultContext, { collection, key, body }: VaultRecord): Promise<string | undefined> {
  const members = { ...parseBody(body) }
  let isChanged = false
  for (const column of SEALED_COLUMNS[collection]) {
    const envelope = members[column]
    if (typeof envelope !== 'string' || sealer.isCurrent(envelope)) continue
    members[column] = await sealer.seal(await sealer.open(envelope, { collection, key, column }), { collection, key, column })
    isChanged = true
  }
  return isChanged ? JSON.stringify(members) : undefined
}
