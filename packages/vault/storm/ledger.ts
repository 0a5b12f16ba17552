/** What a storm does to one refresh request. */
export type StormFault =
  /** The request is cut before the platform has seen it. */
  | 'cut'
  /** Answered 503; the platform has not seen it. */
  | 'unavailable'
  /** The platform has rotated, and the reply is cut. */
  | 'drop'
  /** The reply comes late. */
  | 'delay'
  /** The process that sent it is killed before the platform sees it. */
  | 'kill_before'
  /** … after the platform has rotated, as its reply leaves. */
  | 'kill_after'
  /** The process that sent it is stopped until its lease is over; the platform sees nothing of it. */
  | 'pause_before'
  /** … the platform has rotated, and the reply waits in the socket. */
  | 'pause_after'

/** How many requests of a round meet a fault. */
export type StormWeather = Readonly<Partial<Record<StormFault, number>>>

/** One request for new tokens, as the platform's side saw it. */
export interface RefreshRequest {
  readonly grant: number
  /** Which refresh token of the grant it had: 0 is the one of the sign-in. */
  readonly generation: number
  /** Whether the grant has seen a newer one before. */
  readonly isStale: boolean
  readonly outcome: 'rotated' | 'refused' | 'unseen'
  readonly fault: StormFault | null
  /** Process that sent it. */
  readonly pid: number
  /** Whether the reply went to the socket of the sender, as a whole. */
  readonly isDelivered: boolean
  /** Which move of the clock it came after. */
  readonly round: number
  /** When its reply left, or when it was broken. */
  readonly atMs: number
  /** How long the sender had waited by then. */
  readonly waitedMs: number
}

/** When the storm ended or stopped a process. */
export interface Strike {
  readonly pid: number
  readonly fromMs: number
  /** `Infinity`: killed. */
  readonly untilMs: number
}

/** All that the platform's side knows: the truth that the vault is measured by. */
export interface Ledger {
  readonly requests: readonly RefreshRequest[]
  readonly strikes: readonly Strike[]
}
