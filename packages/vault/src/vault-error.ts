/** What a vault itself refuses. What a platform refuses is a `StagedoorError`. */
export type VaultErrorCode =
  | 'keys_missing'
  | 'key_malformed'
  | 'key_unknown'
  | 'keys_unavailable'
  | 'record_tampered'
  | 'unknown_platform'
  | 'invalid_input'

/** Choose by `code`, never by message. No message has a secret in it. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly code: VaultErrorCode
  readonly action: 'fix-config' | 'retry' | 'none'
  /** Only `keys_unavailable`: the key service did not answer, and nothing was lost. */
  readonly retryable: boolean

  constructor(code: VaultErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.action = ACTIONS[code] ?? 'fix-config'
    this.retryable = this.action === 'retry'
  }
}

const ACTIONS: Readonly<Partial<Record<VaultErrorCode, VaultError['action']>>> = { keys_unavailable: 'retry', record_tampered: 'none' }
