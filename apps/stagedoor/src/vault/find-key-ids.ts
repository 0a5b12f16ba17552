import type { VaultRecord } from '@stagedoor/vault'

const SEALED = /^sd[vw]1\.([^.]{1,2048})\./

/** Finds which keys a record is sealed with: the ids that its envelopes name in the open. Needs no key. */
export function findKeyIds({ body }: Pick<VaultRecord, 'body'>): readonly string[] {
  const found = Object.values(parse(body)).flatMap((value) => (typeof value === 'string' ? (SEALED.exec(value)?.[1] ?? []) : []))
  return [...new Set(found)]
}

function parse(body: string): object {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
