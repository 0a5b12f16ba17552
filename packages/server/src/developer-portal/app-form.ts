import { checkAppName, checkHomepage } from '../client-registration/check-app-text.ts'
import { checkRedirectUris } from '../client-registration/check-redirect-uris.ts'
import type { RegistrationProblem } from '../client-registration/registration-problem.ts'
import type { App, AppChanges } from '../ports/app-store.ts'
import type { AppFormChoices, AppFormProblem, AppFormValues } from '../ports/developer-pages.ts'
import { scopeWords } from '../scope-words.ts'
import type { ServerContext } from '../server-context.ts'
import type { SiteVisit } from '../site/site-route.ts'

type Platform = ServerContext['platform']

/** What a form for an app came to. */
export interface CheckedAppForm {
  readonly values: AppFormValues
  /** What to save; `undefined` while something is wrong. */
  readonly changes: AppChanges | undefined
  readonly problems: readonly AppFormProblem[]
  readonly advice: readonly AppFormProblem[]
}

/** Reads and checks the form of an app by the rules of the platform; keeps everything that was typed. */
export function checkAppForm(platform: Platform, { parameters }: Pick<SiteVisit, 'parameters'>): CheckedAppForm {
  const values = readValues(platform, parameters)
  const lines = redirectUriLines(values.redirectUris)
  const uris = checkRedirectUris(
    platform.redirectUris,
    lines.map(({ text }) => text),
  )
  const { chosen, unknown } = splitScope(platform, parameters)
  const custom = uris.accepted.find((uri) => uri.custom)
  const problems = [
    checkAppName(values.name),
    checkHomepage(values.homepage),
    ...uris.problems,
    lines.length === 0 && isRedirectUriRequired(platform) ? missingRedirectUri : undefined,
    custom !== undefined && values.applicationType === 'web'
      ? needsNative(
          custom.uri,
          lines.findIndex(({ text }) => text === custom.uri),
        )
      : undefined,
    unknown === undefined ? undefined : unknownScope(platform, unknown),
    chosen.length === 0 && platform.scopes.length > 0 ? missingScope : undefined,
  ].flatMap((problem) => problem ?? [])
  const show = (problem: RegistrationProblem): readonly AppFormProblem[] => showProblem(problem, lines)
  return {
    values,
    changes:
      problems.length > 0
        ? undefined
        : toChanges(
            values,
            uris.accepted.map(({ uri }) => uri),
            chosen,
          ),
    problems: problems.flatMap(show),
    advice: uris.advice.flatMap(show),
  }
}

/** The form of an app as it is. */
export function valuesOf({ client, listed }: App): AppFormValues {
  return {
    name: client.name,
    homepage: client.homepage ?? '',
    redirectUris: client.redirectUris.join('\n'),
    scope: client.scope,
    kind: client.authenticationMethod === 'none' ? 'public' : 'confidential',
    applicationType: client.applicationType,
    listed,
  }
}

/** The form of an app that nobody has described yet. */
export function emptyValues(platform: Platform): AppFormValues {
  const [kind = 'public'] = kindsOf(platform)
  const scope = platform.defaultScope.length > 0 ? platform.defaultScope : platform.scopes.slice(0, 1).map(({ token }) => token)
  return { name: '', homepage: '', redirectUris: '', scope, kind, applicationType: 'web', listed: false }
}

/** What this platform lets an app be, in the words of the consent screen. */
export function choicesOf(platform: Platform, language: string): AppFormChoices {
  const { maxCount, maxLength, schemes, customSchemes, refusesRawIp, refusesLocalhost } = platform.redirectUris
  const required = isRedirectUriRequired(platform)
  return {
    kinds: kindsOf(platform),
    scopes: platform.scopes.map((scope) => ({ token: scope.token, kind: scope.kind, ...scopeWords(scope, language) })),
    redirectUris: { required, maxCount, maxLength, schemes, customSchemes, refusesRawIp, refusesLocalhost },
  }
}

/** The kinds of apps that a platform knows, the safer of a newcomer's choices first. */
function kindsOf({ client }: Platform): readonly AppFormValues['kind'][] {
  const isPublic = client.authenticationMethods.includes('none')
  const isConfidential = client.authenticationMethods.some((method) => method !== 'none')
  return [...(isPublic ? (['public'] as const) : []), ...(isConfidential ? (['confidential'] as const) : [])]
}

function readValues(platform: Platform, parameters: SiteVisit['parameters']): AppFormValues {
  const kinds = kindsOf(platform)
  const wanted = parameters.get('kind') === 'confidential' ? 'confidential' : 'public'
  return {
    name: parameters.get('name') ?? '',
    homepage: parameters.get('homepage') ?? '',
    redirectUris: parameters.get('redirect_uris') ?? '',
    scope: splitScope(platform, parameters).chosen,
    kind: kinds.includes(wanted) ? wanted : (kinds[0] ?? 'public'),
    applicationType: parameters.get('application_type') === 'native' ? 'native' : 'web',
    listed: platform.portal?.listing != null && parameters.get('listed') === 'on',
  }
}

/** Each scope token is a box of its own, `scope_<token>`. */
function splitScope(
  platform: Platform,
  parameters: SiteVisit['parameters'],
): { readonly chosen: readonly string[]; readonly unknown: string | undefined } {
  const ticked = [...parameters.keys()].filter((name) => name.startsWith('scope_')).map((name) => name.slice('scope_'.length))
  const known = platform.scopes.map(({ token }) => token)
  return { chosen: known.filter((token) => ticked.includes(token)), unknown: ticked.find((token) => !known.includes(token)) }
}

/** One a line; empty lines are no entries. The line is kept, to be named. */
function redirectUriLines(text: string): readonly { readonly text: string; readonly line: number }[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((text, line) => ({ text, line }))
    .filter(({ text }) => text.trim() !== '')
}

function isRedirectUriRequired({ redirectUris }: Platform): boolean {
  return redirectUris.whenNoneRegistered === 'refuse'
}

function toChanges(values: AppFormValues, redirectUris: readonly string[], scope: readonly string[]): AppChanges {
  const { name, homepage, applicationType, listed } = values
  return { name: name.trim().normalize('NFC'), homepage: homepage.trim() || null, redirectUris, scope, applicationType, listed }
}

const missingRedirectUri: RegistrationProblem = {
  field: 'redirectUris',
  code: 'redirect_uri_missing',
  message: 'Name at least one redirect URI: people are sent back there after they signed in.',
}

const missingScope: RegistrationProblem = { field: 'scope', code: 'scope_empty', message: 'Choose what the app may ask people for.' }

function needsNative(uri: string, index: number): RegistrationProblem {
  const value = uri.slice(0, uri.indexOf(':') + 1)
  const message = `${value} leads to an app on a device: say that this is one, or use https.`
  return { field: 'redirectUris', code: 'redirect_uri_needs_native', message, value, index }
}

function unknownScope({ name }: Platform, token: string): RegistrationProblem {
  const value = token.slice(0, 100)
  return { field: 'scope', code: 'scope_unknown', message: `${name} has no scope ${JSON.stringify(value)}.`, value }
}

function showProblem(problem: RegistrationProblem, lines: readonly { readonly line: number }[]): readonly AppFormProblem[] {
  const { field, code, message, index, suggestion, value } = problem
  if (field !== 'name' && field !== 'homepage' && field !== 'redirectUris' && field !== 'scope') return []
  const line = index === undefined ? undefined : lines[index]?.line
  return [
    {
      ...{ field, code, message },
      ...(line !== undefined && { line }),
      ...(suggestion !== undefined && { suggestion }),
      ...(value !== undefined && { value }),
    },
  ]
}
