/** Something that goes wrong on purpose. */
export type FaultRequest =
  | DelayFault
  | DropReplyFault
  | ServerErrorFault
  | RateLimitFault
  | MalformedFault
  | StrictRotationFault
  | CrossOriginOpenerPolicyFault

/** Which requests meet a fault. CORS preflights never do. */
export interface FaultPlace {
  /** Role of an endpoint (`token`, `userinfo`, `signIn`, …), or a path below the platform's base that starts with `/`; a `*` at its end stands for any rest. All by default. */
  readonly endpoint?: string
  /** How many requests meet it, of however many come at once; until it is cleared by default. */
  readonly times?: number
}

/** The request waits. */
export interface DelayFault extends FaultPlace {
  readonly kind: 'delay'
  readonly milliseconds: number
  /** Whether it waits before anything happens (the default), or when all has been committed and only the reply is missing. */
  readonly before?: 'handling' | 'reply'
}

/** The request is handled and committed; then the connection is cut. */
export interface DropReplyFault extends FaultPlace {
  readonly kind: 'drop_reply'
  /** What still arrives: nothing (the default), or the headers with half of the body. */
  readonly sent?: 'nothing' | 'half'
}

/** What an injected answer may say of itself. */
interface InjectedAnswer extends FaultPlace {
  /** Whether the request is handled and committed before its reply is replaced; `false` by default. */
  readonly handled?: boolean
  /** Whether pages of any origin may read the answer; `true` by default. A proxy in front often forgets it. */
  readonly cors?: boolean
}

/** An HTML error page, as a proxy in front of a platform writes it. */
export interface ServerErrorFault extends InjectedAnswer {
  readonly kind: 'server_error'
  /** 503 by default. */
  readonly status?: 500 | 502 | 503 | 504
}

/** 429 with `Retry-After` and the time of the reset. */
export interface RateLimitFault extends InjectedAnswer {
  readonly kind: 'rate_limit'
  /** 60 by default. */
  readonly retryAfterSeconds?: number
  /** `json` (the default), `html`, or JSON of your own. */
  readonly body?: 'json' | 'html' | { readonly json: unknown }
}

/** 200 with an HTML page in place of JSON; or, with `omit`, the right JSON without these members. */
export interface MalformedFault extends InjectedAnswer {
  readonly kind: 'malformed'
  readonly omit?: readonly string[]
}

/** Any second use of a refresh token ends its grant, however soon and whatever the platform's rotation is. Of the whole platform, until it is cleared. */
export interface StrictRotationFault {
  readonly kind: 'strict_rotation'
}

/** The pages a person sees, and what leads to them, send a `Cross-Origin-Opener-Policy`: a popup loses its opener. Until it is cleared. */
export interface CrossOriginOpenerPolicyFault {
  readonly kind: 'cross_origin_opener_policy'
  /** `same-origin` by default. */
  readonly policy?: 'same-origin' | 'same-origin-allow-popups' | 'noopener-allow-popups'
}

/** A fault as it stands. */
export type Fault = FaultRequest & {
  readonly id: string
  /** Requests that have met it. */
  readonly hits: number
  /** Requests that will; `null` until it is cleared. */
  readonly remaining: number | null
}

/** Faults that put another answer in place of the right one. */
export type AnswerFault = DropReplyFault | ServerErrorFault | RateLimitFault | MalformedFault
