/** Who is signed in, in the same words for every platform. */
export interface Profile {
  /** Stable and opaque: what to key an account by. */
  readonly subject: string
  readonly username: string | undefined
  readonly name: string | undefined
  readonly email: string | undefined
  readonly emailVerified: boolean | undefined
  /** The platform's own mark for a verified artist. */
  readonly verified: boolean | undefined
  /** URL of a picture about 480 pixels wide, or the nearest there is. */
  readonly picture: string | undefined
  /**
   * The profile as the platform signed it (a JWT), where it does, for your own backend to have verified. Whoever has it can show it as
   * theirs, for ever.
   */
  readonly proof: string | undefined
}
