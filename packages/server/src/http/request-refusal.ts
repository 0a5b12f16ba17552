import { OAuthError } from '@stagedoor/protocol'

/** A refusal by HTTP's own rules, before OAuth has a say: another status than the table's, and perhaps a header. */
export class RequestRefusal extends OAuthError {
  readonly #status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    description: string,
    { reason, headers = {} }: { reason: string; headers?: Readonly<Record<string, string>> },
  ) {
    super('invalid_request', description, { reason })
    this.#status = status
    this.headers = headers
  }

  override get status(): number {
    return this.#status
  }
}

/** The caller went away before the request was read: there is nobody to answer, and nothing to report. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError'
}
