import type { Passkey } from './second-factor-store.ts'

/** Checks what a browser sends of a passkey (WebAuthn §7). User verification is required, attestation is not asked for. */
export interface PasskeyVerifier {
  /**
   * Checks a new passkey.
   *
   * @param sent - The JSON of the browser's answer: untrusted.
   * @returns `undefined` for anything that is not an answer to exactly this challenge, for this place.
   */
  verifyRegistration(sent: string, expected: PasskeyExpectation): Promise<RegisteredPasskey | undefined>
  /** Reads which passkey an answer is of, without trusting it. */
  readCredentialId(sent: string): Uint8Array | undefined
  /** Checks a sign-in with a known passkey; the counter is for the caller to judge. */
  verifySignIn(
    sent: string,
    expected: PasskeyExpectation,
    passkey: Pick<Passkey, 'credentialId' | 'publicKey'>,
  ): Promise<ProvenPasskey | undefined>
}

/** What an answer must be for. */
export interface PasskeyExpectation {
  /** The text whose UTF-8 bytes are the challenge. */
  readonly challenge: string
  readonly rpId: string
  readonly origins: readonly string[]
}

export interface RegisteredPasskey {
  readonly credentialId: Uint8Array
  readonly publicKey: Uint8Array
  readonly counter: number
  readonly transports: readonly string[]
}

export interface ProvenPasskey {
  readonly counter: number
}
