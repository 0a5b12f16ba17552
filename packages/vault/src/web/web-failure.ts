import { errorWords, type StagedoorAction, StagedoorError } from '@stagedoor/client'
import { VaultStoreUnavailableError } from '../ports/vault-store.ts'
import { VaultError, type VaultErrorCode } from '../vault-error.ts'

/** What the handlers themselves refuse. */
export type WebErrorCode =
  | 'sign_in_first'
  | 'foreign_request'
  | 'not_found'
  | 'method_not_allowed'
  | 'body_too_large'
  | 'invalid_return_to'
  | 'invalid_message'

/** A failure as the person at the browser, or the page that asked, is told it. Nothing of the request is in it. */
export interface WebFailure {
  readonly status: number
  /** Stable: a code of `StagedoorError`, of `VaultError`, or of the handlers. */
  readonly code: string
  readonly sentence: string
  /** For the developer. */
  readonly hint: string
  readonly action: StagedoorAction
  readonly retryAfterSeconds?: number | undefined
  /** Methods that the address has; only with 405 (RFC 9110 §15.5.6). */
  readonly allow?: string | undefined
}

type Row = readonly [status: number, action: StagedoorAction, sentence: string, hint: string]

const OWN: Readonly<Record<WebErrorCode, Row>> = {
  sign_in_first: [401, 'login', 'Sign in to this app first, then come back to this page.', 'user() found nobody in this request.'],
  foreign_request: [
    403,
    'none',
    'This has to be asked for by a page of this app.',
    'Send it by POST from a page of baseUrl, or name the origin in origins.',
  ],
  not_found: [404, 'none', 'There is nothing at this address.', 'Check basePath, and the id of the platform.'],
  method_not_allowed: [405, 'none', 'This address is asked in another way.', 'See Allow.'],
  body_too_large: [413, 'none', 'That was too much.', 'At most 64 kB are read.'],
  invalid_return_to: [400, 'fix-config', 'This link leads nowhere in this app.', 'returnTo has to be a path: /settings.'],
  invalid_message: [400, 'fix-config', 'This request cannot be read.', 'Check what the page sends.'],
}

const VAULT: Readonly<Record<VaultErrorCode, Row>> = {
  unknown_platform: [404, 'fix-config', 'This app does not connect to that platform.', 'Name it in platforms of createVault().'],
  invalid_input: [400, 'fix-config', 'This request cannot be read.', 'Check what the page sends.'],
  record_tampered: [500, 'none', 'This connection cannot be read.', 'Its record was changed, or is of another place: see the log.'],
  keys_missing: [500, 'fix-config', 'This app is not set up completely.', 'Give the vault its keys.'],
  key_malformed: [500, 'fix-config', 'This app is not set up completely.', 'Check the keys of the vault.'],
  keys_unavailable: [503, 'retry', 'This does not work right now. Nothing was lost.', 'The key service does not answer.'],
  key_unknown: [500, 'fix-config', 'This connection cannot be read.', 'A key that sealed it is not among the keys of the vault.'],
}

/** Refuses a request, by code. */
export class WebRefusal extends Error {
  override readonly name = 'WebRefusal'
  readonly failure: WebFailure
  constructor(code: WebErrorCode, detail: Pick<WebFailure, 'allow'> = {}) {
    super(code)
    this.failure = { ...failureOf(code, OWN[code]), ...detail }
  }
}

/** Says what a failure is to whoever asked; `undefined`: it is a bug, and the framework's own handler should have it. */
export function describeFailure(error: unknown): WebFailure | undefined {
  if (error instanceof WebRefusal) return error.failure
  if (error instanceof VaultError) return failureOf(error.code, VAULT[error.code])
  if (error instanceof VaultStoreUnavailableError)
    return failureOf(error.code, [503, 'retry', 'This does not work right now. Nothing was lost.', 'The database does not answer.'])
  if (!(error instanceof StagedoorError)) return undefined
  const { sentence, hint } = errorWords(error)
  const status = { login: 400, retry: 503, 'fix-config': 500, none: 400 }[error.action]
  return { ...failureOf(error.code, [status, error.action, sentence, hint]), retryAfterSeconds: error.retryAfterSeconds }
}

function failureOf(code: string, [status, action, sentence, hint]: Row): WebFailure {
  return { status, code, sentence, hint, action }
}
