import { AdminError } from '@stagedoor/server/admin'
import { RegistrationError } from '@stagedoor/server/client-registration'
import { PasswordHasherBusyError, StoreUnavailableError } from '@stagedoor/server/ports'

/** How the admin API says no. */
export interface Refusal {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: {
    /** Stable. */
    readonly error: string
    readonly error_description: string
    /** Of an app that is not registered as it is described: all that is wrong. */
    readonly problems?: readonly { readonly field: string; readonly code: string; readonly message: string; readonly suggestion?: string }[]
  }
}

/** Explains what an act threw; `undefined` for a bug. */
export function explainRefusal(error: unknown): Refusal | undefined {
  if (error instanceof AdminError) return refuse(error.status, error.code, error.message)
  if (error instanceof RegistrationError) return explainRegistration(error)
  if (error instanceof StoreUnavailableError || error instanceof PasswordHasherBusyError) {
    return {
      ...refuse(503, 'temporarily_unavailable', 'This cannot be done now; nothing was changed. Try again in a moment.'),
      headers: { 'Retry-After': '1' },
    }
  }
  return undefined
}

/** Writes a refusal. */
export function refuse(status: number, error: string, sentence: string, headers: Refusal['headers'] = {}): Refusal {
  return { status, headers, body: { error, error_description: sentence } }
}

function explainRegistration({ code, message, problems }: RegistrationError): Refusal {
  const shown = problems.map(({ field, code, message, suggestion }) => ({
    field,
    code,
    message,
    ...(suggestion !== undefined && { suggestion }),
  }))
  return { status: 422, body: { error: code, error_description: message, problems: shown } }
}
