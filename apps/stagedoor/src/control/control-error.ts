/** A refusal of the control API. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly status: number
  /** Stable: `foreign_origin`, `invalid_request`, `username_taken`, … */
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}
