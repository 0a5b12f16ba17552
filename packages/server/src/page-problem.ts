import type { DeveloperNote } from './ports/pages.ts'
import type { SecretKey } from './ports/records.ts'

/** Every reason for which a person sees an error page of ours. */
export type PageProblemCode =
  | 'client_unknown'
  | 'redirect_uri_missing'
  | 'redirect_uri_invalid'
  | 'redirect_uri_mismatch'
  | 'request_malformed'
  | 'request_too_large'
  | 'transaction_expired'
  | 'request_forged'
  | 'page_unknown'
  | 'owner_only'
  | 'temporarily_unavailable'
  | 'server_error'

/** What each says to the person: what happened, and what to do. */
export const PAGE_PROBLEMS: Readonly<
  Record<PageProblemCode, { readonly status: number; readonly title: string; readonly message: string }>
> = {
  client_unknown: {
    status: 400,
    title: 'We do not know this app',
    message: 'The app that sent you here is not registered with us, so we cannot sign you in to it. You can close this page.',
  },
  redirect_uri_missing: {
    status: 400,
    title: 'This app did not say where to send you back',
    message:
      'Something is set up wrongly in the app. Nothing was shared with it. You can close this page and tell the people who make the app.',
  },
  redirect_uri_invalid: {
    status: 400,
    title: 'This app wants to send you to an address we do not allow',
    message:
      'Something is set up wrongly in the app. Nothing was shared with it. You can close this page and tell the people who make the app.',
  },
  redirect_uri_mismatch: {
    status: 400,
    title: 'This app wants to send you to an address it has not registered',
    message:
      'For your safety we stopped here, and nothing was shared. You can close this page; if you trust the app, tell the people who make it.',
  },
  request_malformed: {
    status: 400,
    title: 'We could not read this request',
    message: 'Go back to the app and try again. If it happens again, tell the people who make the app.',
  },
  request_too_large: {
    status: 413,
    title: 'This request is too large',
    message: 'Go back to the app and try again. If it happens again, tell the people who make the app.',
  },
  transaction_expired: {
    status: 400,
    title: 'This sign-in is over',
    message:
      'It has expired, was already finished, or was begun in another browser. Go back to the app and press its sign-in button again.',
  },
  request_forged: {
    status: 403,
    title: 'We could not verify that this came from you',
    message: 'To protect your account we stopped here. Go back to the app and press its sign-in button again.',
  },
  page_unknown: {
    status: 404,
    title: 'There is nothing here',
    message: 'It has moved, was deleted, or is not yours to see. Check the address, or who you are signed in as.',
  },
  owner_only: {
    status: 403,
    title: 'Only an owner of this app may do this',
    message: 'Ask an owner to do it, or to make you one: they are on the page of the team.',
  },
  temporarily_unavailable: {
    status: 503,
    title: 'We cannot do this right now',
    message: 'Nothing is lost. Please wait a moment and try again.',
  },
  server_error: {
    status: 500,
    title: 'Something went wrong on our side',
    message: 'It was not your fault. Please try again; if it happens again, tell us the number below.',
  },
}

/** A refusal that must be shown here, because there is no proven place to send the person to. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem'
  readonly code: PageProblemCode
  /** For the operator's log; finer than the code. */
  readonly reason: string
  /** For the app's developer. Never a secret. */
  readonly developer: readonly DeveloperNote[]
  readonly clientId: string | undefined
  /** The sign-in that stopped here, for the log. */
  readonly transactionKey: SecretKey | undefined

  constructor(
    code: PageProblemCode,
    detail: {
      readonly reason?: string
      readonly developer?: readonly DeveloperNote[]
      readonly clientId?: string
      readonly transactionKey?: SecretKey
    } = {},
  ) {
    super(PAGE_PROBLEMS[code].title)
    this.code = code
    this.reason = detail.reason ?? code
    this.developer = detail.developer ?? []
    this.clientId = detail.clientId
    this.transactionKey = detail.transactionKey
  }
}
