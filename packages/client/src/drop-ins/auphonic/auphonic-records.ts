/** An account, as `/api/user.json` has it. */
export interface AuphonicUser {
  readonly username: string
  readonly user_id: string
  readonly email: string
  readonly date_joined: string
  /** Hours. */
  readonly credits: number
  readonly [member: string]: unknown
}

/** A production, as `/api/productions.json` has it. */
export interface AuphonicProduction {
  readonly uuid: string
  readonly [member: string]: unknown
}

/** A preset, as `/api/presets.json` has it. */
export interface AuphonicPreset {
  readonly uuid: string
  readonly [member: string]: unknown
}
