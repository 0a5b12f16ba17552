import type { JsonValue } from '@stagedoor/platforms'
import { OAuthError } from '@stagedoor/protocol'

/** What a {@link RequestRefusal} is, besides its sentence. */
interface RefusalDetail {
  readonly reason: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: JsonValue
}

/** A refusal by HTTP's own rules, before OAuth has a say: another status than the table's, and perhaps a header or a body of its own. */
export class RequestRefusal extends OAuthError {
  readonly #status: number
  readonly headers: Readonly<Record<string, string>>
  /** Sent in place of the members of an OAuth error; `undefined` for those. */
  readonly body: JsonValue | undefined

  constructor(status: number, description: string, { reason, headers = {}, body }: RefusalDetail) {
    super('invalid_request', description, { reason })
    this.#status = status
    this.headers = headers
    this.body = body
  }

  override get status(): number {
    return this.#status
  }
}

/** The caller went away before the request was read: there is nobody to answer, and nothing to report. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError'
}
