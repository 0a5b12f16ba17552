import type { Counter, Histogram, Meter } from '@opentelemetry/api'

/** What is counted and measured. */
export interface Instruments {
  /** `stagedoor.vault.refreshes`, by platform, outcome (`refreshed`, `failed`, `ended`) and `error.type`. */
  readonly refreshes: Counter
  /** `stagedoor.vault.refresh.duration`, as `refreshes`: the request to the platform. */
  readonly refreshDuration: Histogram
  /** `stagedoor.vault.lease.waits`, by platform: how long somebody waited for a refresh of another process. */
  readonly leaseWaits: Histogram
  /** `stagedoor.vault.connections.connected`, by platform. */
  readonly connected: Counter
  /** `stagedoor.vault.connections.disconnected`, by platform and outcome (`revoked`, `erased`). */
  readonly disconnected: Counter
  /** `stagedoor.vault.connections.reauthorization_required`, by platform and `error.type`. */
  readonly reauthorizationRequired: Counter
  /** `stagedoor.vault.records.unreadable`, by `error.type`. */
  readonly unreadable: Counter
  /** `stagedoor.vault.rounds`, by outcome (`done`, `more`, `failed`): calls of `refreshDue()`. */
  readonly rounds: Counter
}

/** A request takes at least a round trip, and at most the vault's time limit of a minute. */
const SECONDS = { unit: 's', advice: { explicitBucketBoundaries: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60] } }

/** Makes the instruments of a meter. */
export function createInstruments(meter: Meter): Instruments {
  const count = (name: string, description: string, unit: string): Counter =>
    meter.createCounter(`stagedoor.vault.${name}`, { description, unit })
  const measure = (name: string, description: string): Histogram =>
    meter.createHistogram(`stagedoor.vault.${name}`, { description, ...SECONDS })
  return {
    refreshes: count('refreshes', 'Refreshes that a platform was asked for', '{refresh}'),
    refreshDuration: measure('refresh.duration', 'How long a platform took to answer a refresh'),
    leaseWaits: measure('lease.waits', 'How long somebody waited for a refresh of another process'),
    connected: count('connections.connected', 'Connections that were made', '{connection}'),
    disconnected: count('connections.disconnected', 'Connections that were ended on purpose', '{connection}'),
    reauthorizationRequired: count('connections.reauthorization_required', 'Connections that a person must make again', '{connection}'),
    unreadable: count('records.unreadable', 'Records that no key opened, or that were changed', '{record}'),
    rounds: count('rounds', 'Rounds of proactive refreshes', '{round}'),
  }
}
