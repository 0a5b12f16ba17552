/** A request that no page of the app has sent. Express and Fastify answer it with its `status`. */
export class CsrfError extends Error {
  override readonly name = 'CsrfError'
  readonly code = 'csrf_refused'
  readonly action = 'none'
  readonly retryable = false
  readonly status = 403
  readonly statusCode = 403

  constructor() {
    super('This request was not sent by a page of this app, or its form is too old.')
  }
}
