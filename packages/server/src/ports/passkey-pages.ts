import type { EpochSeconds } from './records.ts'
import type { SiteFrame } from './site-frame.ts'

/** The page on which people add and remove passkeys. */
export interface PasskeyPages {
  manage(page: PasskeysPage): string
}

/** What a browser needs to sign in with a passkey; it answers in a hidden field `response`, with `challenge` beside it. */
export interface PasskeyOffer {
  readonly challenge: string
  readonly rpId: string
}

/** What a browser needs to make a passkey. */
export interface NewPasskey extends PasskeyOffer {
  /** Opaque name of the account, base64url. */
  readonly userHandle: string
  readonly username: string
  readonly displayName: string
  /** Credential ids that this account has already, base64url. */
  readonly known: readonly string[]
}

export interface PasskeyProblem {
  readonly field: 'name' | ''
  readonly code:
    | 'name_missing'
    | 'name_too_long'
    | 'name_malformed'
    | 'passkey_missing'
    | 'passkey_refused'
    | 'passkey_known'
    | 'passkey_too_many'
    | 'busy'
}

/** Form with `name`, `challenge`, `response` and `act` = `add`; forms with `passkey` and `act` = `remove`. */
export interface PasskeysPage extends SiteFrame {
  readonly problems: readonly PasskeyProblem[]
  readonly typed: string
  readonly passkeys: readonly ShownPasskey[]
  readonly offer: NewPasskey
}

export interface ShownPasskey {
  readonly id: string
  readonly name: string
  readonly createdAt: EpochSeconds
  readonly lastUsedAt: EpochSeconds | null
}
