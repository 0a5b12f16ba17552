/** What a vault itself refuses. What a platform refuses is a `StagedoorError`. */
export type VaultErrorCode = 'keys_missing' | 'key_malformed' | 'key_unknown' | 'record_tampered' | 'unknown_platform' | 'invalid_input'

/** Choose by `code`, never by message. No message has a secret in it. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly code: VaultErrorCode
  readonly action: 'fix-config' | 'none'
  readonly retryable = false

  constructor(code: VaultErrorCode, message: string) {
    super(message)
    this.code = code
    this.action = code === 'record_tampered' ? 'none' : 'fix-config'
  }
}
