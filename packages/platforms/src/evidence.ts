import type { PlatformDescription } from './platform-description.ts'

/** Where a field's value comes from. */
export interface Evidence {
  /** Dotted path into the description; covers everything beneath it. */
  readonly field: string
  /** Document and section, RFC, or the SDK source that shows it. */
  readonly source: string
  /** `run`: seen on the wire. `source`: read in published source. `document`: stated. `choice`: ours. */
  readonly kind: 'run' | 'source' | 'document' | 'choice'
  /** ISO date on which it was checked. */
  readonly checked: string
}

/** A description together with the evidence for each of its fields. */
export interface DescribedPlatform {
  readonly description: PlatformDescription
  readonly evidence: readonly Evidence[]
}
