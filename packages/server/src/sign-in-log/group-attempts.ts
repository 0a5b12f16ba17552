import type { LoggedSteps, SignInStep } from '../ports/sign-in-log-store.ts'

/** A sign-in from its first request to the last that is known. */
export interface SignInAttempt {
  readonly id: string
  /** Every id under which it may be looked for. */
  readonly ids: readonly string[]
  /** In the order in which they happened; at least one. */
  readonly steps: readonly [SignInStep, ...SignInStep[]]
  /** `stopped` with its last step, `done` with tokens, or `under_way`: it waits for somebody, or nobody went on. */
  readonly outcome: 'stopped' | 'done' | 'under_way'
}

/** Puts the sign-ins of an app together: entries that share a key are one. @returns Newest first. */
export function groupAttempts(entries: readonly LoggedSteps[]): readonly SignInAttempt[] {
  const groupOfKey = new Map<string, Set<LoggedSteps>>()
  const groups = new Set<Set<LoggedSteps>>()
  for (const entry of entries) {
    const known = new Set(entry.keys.map((key) => groupOfKey.get(key)).filter((group) => group !== undefined))
    // Older ones first: of steps in the same millisecond the order of their entries decides.
    const group = new Set([...[...known].flatMap((members) => [...members]), entry])
    for (const other of known) groups.delete(other)
    groups.add(group)
    for (const { keys } of group) for (const key of keys) groupOfKey.set(key, group)
  }
  return [...groups]
    .reverse()
    .flatMap((group) => describeAttempt([...group]))
    .sort((a, b) => lastAt(b) - lastAt(a))
}

function describeAttempt(entries: readonly LoggedSteps[]): readonly SignInAttempt[] {
  const [first, ...rest] = entries.flatMap(({ steps }) => steps).sort((a, b) => a.at - b.at)
  const ids = entries.map(({ id }) => id)
  const [id] = ids
  if (first === undefined || id === undefined) return []
  return [{ id, ids, steps: [first, ...rest], outcome: outcomeOf(rest.at(-1) ?? first) }]
}

function outcomeOf({ reason, station }: SignInStep): SignInAttempt['outcome'] {
  if (reason !== undefined) return station === 'sign_in' ? 'under_way' : 'stopped'
  return station === 'token' || station === 'refresh' || station === 'revocation' ? 'done' : 'under_way'
}

function lastAt({ steps }: SignInAttempt): number {
  return (steps.at(-1) ?? steps[0]).at
}
