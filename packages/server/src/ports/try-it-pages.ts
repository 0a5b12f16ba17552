import type { AppFrame } from './developer-pages.ts'

/** The console in which a developer runs the whole flow of their app, request by request. */
export interface TryItPages {
  console(page: TryItPage): string
}

/** The requests of a flow, in their order. */
export type TryItStepName = 'authorize' | 'exchange' | 'profile' | 'refresh' | 'revoke'

/** One request of the flow: how it is written, and whether it is its turn. */
export interface TryItStep {
  readonly name: TryItStepName
  /** `now`: there is a button for it. */
  readonly state: 'now' | 'done' | 'later'
  /** For a terminal. Secrets are variables: `$CODE`, `$CLIENT_SECRET`. */
  readonly curl: string
  /** The same with `@stagedoor/client`. */
  readonly sdk: string
}

/** An answer as it was received, but for secrets, which are shown in part. */
export interface TryItResponse {
  readonly step: TryItStepName
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** Something a flow gave out. It is shown in part until somebody asks for the whole. */
export interface TryItSecret {
  readonly name: string
  readonly masked: string
  readonly value: string
}

/** POSTs `act` (a step's name, or `restart`) and `run` to `…/try`; `begin` with `scope_<token>`. The URL of `authorize` is opened by a link. */
export interface TryItPage extends AppFrame {
  /** Hidden field `run`; `null` before a flow has begun. */
  readonly run: string | null
  readonly steps: readonly TryItStep[]
  /** What the flow may ask for. */
  readonly scopes: readonly { readonly token: string; readonly title: string; readonly checked: boolean }[]
  /** Where the browser goes next, by parts; `null` when the person has been there. */
  readonly authorization: { readonly url: string; readonly parameters: readonly (readonly [name: string, value: string])[] } | null
  /** The console's own redirect URI. */
  readonly redirectUri: string
  readonly response: TryItResponse | null
  readonly secrets: readonly TryItSecret[]
  /** What the authorization response said instead of a code. */
  readonly refusal: { readonly error: string; readonly description: string } | null
  readonly problem: 'run_over' | 'run_foreign' | null
  /** Whether tokens are out that have not been revoked. */
  readonly isOpen: boolean
}
