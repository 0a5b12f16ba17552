/** One step of the schema, forward only: once released its text never changes. */
export interface Migration {
  /** Counts up from 1 without a gap. */
  readonly version: number
  readonly name: string
  readonly sql: string
}
