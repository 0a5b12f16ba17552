/** What an act of an operator is refused with. Adding one here makes the compiler ask for its row below. */
export type AdminErrorCode =
  | 'account_closed'
  | 'app_unknown'
  | 'changed_meanwhile'
  | 'email_taken'
  | 'id_taken'
  | 'idempotency_key_reused'
  | 'invalid_request'
  | 'secret_unknown'
  | 'secrets_unsupported'
  | 'too_many_secrets'
  | 'unsupported'
  | 'user_unknown'
  | 'username_taken'

const STATUS: Readonly<Record<AdminErrorCode, number>> = {
  account_closed: 409,
  app_unknown: 404,
  changed_meanwhile: 409,
  email_taken: 409,
  id_taken: 409,
  idempotency_key_reused: 422,
  invalid_request: 400,
  secret_unknown: 404,
  secrets_unsupported: 409,
  too_many_secrets: 409,
  unsupported: 409,
  user_unknown: 404,
  username_taken: 409,
}

/** A refusal of an act of an operator: a stable code, and a sentence that says what would be right. Doing the same again meets it again. */
export class AdminError extends Error {
  override readonly name = 'AdminError'
  readonly code: AdminErrorCode
  readonly status: number

  constructor(code: AdminErrorCode, message: string) {
    super(message)
    this.code = code
    this.status = STATUS[code]
  }
}
