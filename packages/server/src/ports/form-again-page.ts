import type { SiteFrame } from './site-frame.ts'

/** A form that came too late, with what it was given: nothing typed is lost. It is POSTed again to `action`, a path below the server. */
export interface FormAgainPage extends SiteFrame {
  readonly action: string
  /** All that was filled in, but passwords and codes. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** `signed_out`: the person signs in first, in another tab. `stale`: the form was another session's or too old. */
  readonly reason: 'signed_out' | 'stale'
  /** Where to sign in, below the server. */
  readonly signInPath: string
}
