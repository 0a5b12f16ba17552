import type { AppVisit } from '../developer-portal/app-visit.ts'
import type { HttpResponse } from '../http/http-message.ts'
import type { Client } from '../ports/records.ts'
import type { TryItPage, TryItResponse, TryItSecret, TryItStep, TryItStepName } from '../ports/try-it-pages.ts'
import { scopeWords } from '../scope-words.ts'
import type { ServerContext } from '../server-context.ts'
import { describeAuthorization } from './authorization-url.ts'
import { consoleRedirectUri } from './console-redirect.ts'
import { describeRequests, listSteps } from './describe-requests.ts'
import type { TryItRun } from './try-it-run.ts'

/** Where a flow stands, and what has just come of it. */
export interface ConsoleState {
  readonly run: TryItRun | undefined
  readonly response?: { readonly step: TryItStepName; readonly response: HttpResponse }
  /** Of the authorization response, where that is all there is. */
  readonly secrets?: readonly (readonly [name: string, value: string])[]
  readonly refusal?: NonNullable<TryItPage['refusal']>
  readonly problem?: NonNullable<TryItPage['problem']>
}

/** Puts the page of the console together. @param sealed - The run, for the form. */
export function showConsole(
  context: ServerContext,
  { app, frame }: AppVisit,
  state: ConsoleState & { readonly sealed: string | undefined },
): TryItPage {
  const { platform } = context
  const { run, sealed, response } = state
  const { client } = app
  const scope = run?.scope ?? []
  const secrets = [...(state.secrets ?? []), ...listSecrets(run), ...findIdToken(response?.response)].map(([name, value]) =>
    mask(name, value),
  )
  return {
    ...frame,
    run: sealed ?? null,
    steps: describeSteps(context, client, run),
    scopes: platform.scopes
      .filter(({ token }) => client.scope.includes(token))
      .map(({ token, ...words }) => ({
        token,
        title: scopeWords(words, frame.language).title,
        checked: run === undefined ? platform.defaultScope.includes(token) : scope.includes(token),
      })),
    authorization:
      run?.stage === 'begun' && sealed !== undefined
        ? describeAuthorization(context, client, { scope, codeVerifier: run.codeVerifier, state: sealed })
        : null,
    redirectUri: consoleRedirectUri(context, client.id),
    response: response === undefined ? null : showResponse(response, secrets),
    secrets,
    refusal: state.refusal ?? null,
    problem: state.problem ?? null,
    isOpen: run?.stage === 'open',
  }
}

function describeSteps(context: ServerContext, client: Client, run: TryItRun | undefined): readonly TryItStep[] {
  const written = describeRequests(context, client, run?.scope ?? [])
  return listSteps(context).map((name) => ({ name, state: stateOf(name, run), ...written[name] }))
}

function stateOf(name: TryItStepName, run: TryItRun | undefined): TryItStep['state'] {
  const stage = run?.stage
  if (name === 'authorize') return stage === undefined || stage === 'begun' ? 'now' : 'done'
  if (name === 'exchange') return stage === 'returned' ? 'now' : stage === 'open' || stage === 'ended' ? 'done' : 'later'
  if (stage === 'ended') return 'done'
  return stage === 'open' && (name !== 'refresh' || run?.refreshToken !== '') ? 'now' : 'later'
}

function listSecrets(run: TryItRun | undefined): readonly (readonly [string, string])[] {
  if (run === undefined) return []
  const all = [
    ['code', run.code],
    ['access_token', run.accessToken],
    ['refresh_token', run.refreshToken],
  ] as const
  return all.filter(([, value]) => value !== '')
}

function findIdToken(response: HttpResponse | undefined): readonly (readonly [string, string])[] {
  const value = /"id_token":"([\w.-]+)"/.exec(String(response?.body ?? ''))?.[1]
  return value === undefined ? [] : [['id_token', value]]
}

/** Enough to recognise it by, and for a prefix to be seen. */
function mask(name: string, value: string): TryItSecret {
  return { name, value, masked: value.length > 24 ? `${value.slice(0, 9)}…${value.slice(-4)}` : '…' }
}

const SHOWN_HEADERS = ['Content-Type', 'Cache-Control', 'WWW-Authenticate', 'Retry-After']

function showResponse(
  { step, response: { status, headers, body } }: NonNullable<ConsoleState['response']>,
  secrets: readonly TryItSecret[],
): TryItResponse {
  const shown = SHOWN_HEADERS.flatMap((name) => [headers[name] ?? []].flat().map((value) => [name, value] as const))
  const text = secrets.reduce((masked, { value, masked: short }) => masked.replaceAll(value, short), indent(String(body)))
  return { step, status, headers: shown, body: text }
}

function indent(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
